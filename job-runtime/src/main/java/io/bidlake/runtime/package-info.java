/** How every job starts. */
package io.bidlake.runtime;

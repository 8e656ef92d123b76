/** How every job starts, and what is compiled while it runs. */
package io.bidlake.runtime;

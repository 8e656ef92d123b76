/** Startup of the jobs. */
package io.bidlake.runtime;

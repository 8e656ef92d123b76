/** Startup of the jobs, and compilation of generated code. */
package io.bidlake.runtime;

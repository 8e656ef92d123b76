/** The catalog, its tables and their rows, and the sinks that write them exactly once. */
package io.bidlake.runtime.lake;

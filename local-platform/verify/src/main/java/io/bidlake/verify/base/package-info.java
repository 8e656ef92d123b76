/** Basics for all packages: sums, times, threads, and the exception that ends a run. */
package io.bidlake.verify.base;

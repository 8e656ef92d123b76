/** What all parts build on: sums, times, threads, and the error that ends a run. */
package io.bidlake.verify.base;

/** The expected values of the windowed tables, counted from the events of each request. */
package io.bidlake.verify.truth;

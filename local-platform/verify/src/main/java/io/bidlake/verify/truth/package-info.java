/** What the tables of windows have to hold, counted from the events of each request. */
package io.bidlake.verify.truth;

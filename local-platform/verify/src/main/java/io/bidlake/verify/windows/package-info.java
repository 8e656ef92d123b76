/** Compares the tables of windows and the table of what they do not count. */
package io.bidlake.verify.windows;

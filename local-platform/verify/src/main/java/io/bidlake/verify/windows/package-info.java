/** Compares the windowed tables and {@code late_events}. */
package io.bidlake.verify.windows;

/** Aggregates totals by key and window, and emits them as changes of tables. */
package io.bidlake.runtime.window;

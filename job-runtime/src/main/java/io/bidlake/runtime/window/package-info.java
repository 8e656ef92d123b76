/** Totals by key and window, and the changes of tables that they come to. */
package io.bidlake.runtime.window;

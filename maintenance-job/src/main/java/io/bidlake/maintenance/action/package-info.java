/** Actions on a whole table: their interface, the small actions, and shared code. */
package io.bidlake.maintenance.action;

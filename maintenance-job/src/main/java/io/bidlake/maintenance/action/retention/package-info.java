/** Deletes rows that are older than the retention of their table. */
package io.bidlake.maintenance.action.retention;

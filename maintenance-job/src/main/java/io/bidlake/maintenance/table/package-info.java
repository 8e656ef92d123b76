/** Access to tables from tasks: their order, metrics, and work in a separate thread. */
package io.bidlake.maintenance.table;

/** Access to tables from tasks: loading, metrics, and work in a separate thread. */
package io.bidlake.maintenance.table;

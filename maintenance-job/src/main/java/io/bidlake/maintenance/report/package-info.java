/** What maintenance tells of its work: the log, metrics, rows of a table, the summary of a pass. */
package io.bidlake.maintenance.report;

/**
 * Reports of maintenance: log, metrics, rows of {@code maintenance_log}, and the summary of a pass.
 */
package io.bidlake.maintenance.report;

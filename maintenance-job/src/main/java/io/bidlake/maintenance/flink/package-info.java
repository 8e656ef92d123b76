/** The continuous job: spreads the work over the tasks of a Flink cluster. */
package io.bidlake.maintenance.flink;

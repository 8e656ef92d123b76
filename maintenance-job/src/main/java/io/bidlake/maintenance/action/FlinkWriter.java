package io.bidlake.maintenance.action;

/**
 * A sink in a run of a Flink job. The operator's id is the same in the next run, the job's is not.
 */
record FlinkWriter(String jobId, String operatorId) {}

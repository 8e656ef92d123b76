package io.bidlake.funnel;

/** Which subtask of how many. */
record Place(int maxParallelism, int parallelism, int index) {}

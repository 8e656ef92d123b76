package io.bidlake.bench.measure;

/**
 * The resource usage at one time, since the start of the processes.
 *
 * @param epochMillis the time
 * @param contenderCpu the CPU seconds of the contender's processes
 * @param ownCpu the CPU seconds of all other processes of the benchmark: servers and harness
 * @param machineCpu the CPU seconds of the whole machine
 * @param contenderMemory the resident memory of the contender's processes in bytes
 */
record Sample(
    long epochMillis,
    double contenderCpu,
    double ownCpu,
    double machineCpu,
    long contenderMemory) {}

package io.bidlake.bench.measure;

/**
 * What had been used at one moment, since the processes began.
 *
 * @param epochMillis the moment
 * @param contenderCpu CPU seconds of the contender's processes
 * @param ownCpu CPU seconds of everything else that belongs to the benchmark: servers and harness
 * @param machineCpu CPU seconds of the whole machine
 * @param contenderMemory bytes of the contender's processes in RAM
 */
record Sample(
    long epochMillis,
    double contenderCpu,
    double ownCpu,
    double machineCpu,
    long contenderMemory) {}

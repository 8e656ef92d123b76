package io.bidlake.bench.latency;

/**
 * The events sent and the CPU time used during a measurement.
 *
 * @param fromMillis the start of the measurement
 * @param toMillis the end of the measurement
 * @param requests the number of bid requests that Kafka received in that time
 * @param cpuSeconds the CPU time of job, servers, generator and harness together
 * @param cores the number of cores of the machine
 */
record LiveLoad(long fromMillis, long toMillis, long requests, double cpuSeconds, int cores) {

  double requestsPerSecond() {
    return requests / seconds();
  }

  /** The share of the machine's CPU time that was used, 0 to 1. */
  double busy() {
    return cpuSeconds / (seconds() * cores);
  }

  /**
   * An estimate of the rate in requests per second at which the CPU is saturated. It treats the CPU
   * time that does not depend on the rate as if it did, so the estimate is rather too low.
   */
  double mostRequestsPerSecond() {
    return requestsPerSecond() / busy();
  }

  private double seconds() {
    return (toMillis - fromMillis) / 1000.0;
  }
}

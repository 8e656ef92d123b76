package io.bidlake.bench.latency;

/**
 * What was sent and used while a run was measured.
 *
 * @param fromMillis when it began to count
 * @param toMillis when it ended to
 * @param requests bid requests that Kafka received meanwhile
 * @param cpuSeconds CPU time of job, servers, generator and harness together
 * @param cores of the machine
 */
record LiveLoad(long fromMillis, long toMillis, long requests, double cpuSeconds, int cores) {

  double requestsPerSecond() {
    return requests / seconds();
  }

  /** Which share of the machine's CPU it took, 0 to 1. */
  double busy() {
    return cpuSeconds / (seconds() * cores);
  }

  /**
   * Requests a second for which the CPU would just do. What is used however little comes in counts
   * as if it grew with the requests, so that this is rather too low than too high.
   */
  double mostRequestsPerSecond() {
    return requestsPerSecond() / busy();
  }

  private double seconds() {
    return (toMillis - fromMillis) / 1000.0;
  }
}

package io.bidlake.bench.result;

/**
 * The measured part of a run: after its warm-up, between two commits.
 *
 * @param cpuSeconds the CPU time of all processes of the contender
 * @param foreignCpu the share (0 to 1) of the machine's CPU time that processes outside of the
 *     benchmark used
 */
public record Window(double seconds, double cpuSeconds, long events, double foreignCpu) {

  public Window {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("seconds must be positive, was " + seconds);
    }
    if (!(cpuSeconds > 0)) {
      throw new IllegalArgumentException("cpuSeconds must be positive, was " + cpuSeconds);
    }
    if (events < 0) {
      throw new IllegalArgumentException("events must not be negative, was " + events);
    }
    if (!(foreignCpu >= 0 && foreignCpu <= 1)) {
      throw new IllegalArgumentException("foreignCpu must be from 0 to 1, was " + foreignCpu);
    }
  }

  public double eventsPerSecond() {
    return events / seconds;
  }

  public double eventsPerCpuSecond() {
    return events / cpuSeconds;
  }
}

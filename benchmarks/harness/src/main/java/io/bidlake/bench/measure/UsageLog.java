package io.bidlake.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The samples of a run, and the resource usage between two times. */
public final class UsageLog {

  private final List<Sample> samples = new ArrayList<>();
  private final int cores;

  UsageLog(int cores) {
    this.cores = cores;
  }

  synchronized void add(Sample sample) {
    samples.add(sample);
  }

  /** The CPU seconds that the contender used between two times. */
  public double contenderCpu(long fromMillis, long toMillis) {
    return between(Sample::contenderCpu, fromMillis, toMillis);
  }

  /**
   * The CPU seconds that the whole benchmark used between two times: contender, servers and
   * harness.
   */
  public double benchmarkCpu(long fromMillis, long toMillis) {
    return contenderCpu(fromMillis, toMillis) + between(Sample::ownCpu, fromMillis, toMillis);
  }

  /** The number of cores of the machine. */
  public int cores() {
    return cores;
  }

  /** The share of the machine's CPU time, 0 to 1, that processes outside of the benchmark used. */
  public double foreignShare(long fromMillis, long toMillis) {
    double machine = between(Sample::machineCpu, fromMillis, toMillis);
    double ours = benchmarkCpu(fromMillis, toMillis);
    double seconds = (toMillis - fromMillis) / 1000.0;
    return seconds <= 0 ? 0 : Math.max(0, (machine - ours) / (seconds * cores));
  }

  /** The peak of the total resident memory of the contender's processes, in bytes. */
  public synchronized long peakMemory() {
    return samples.stream().mapToLong(Sample::contenderMemory).max().orElse(0);
  }

  private double between(ToDoubleFunction<Sample> figure, long fromMillis, long toMillis) {
    return at(figure, toMillis) - at(figure, fromMillis);
  }

  /** The value at a time, interpolated linearly between the samples before and after it. */
  private synchronized double at(ToDoubleFunction<Sample> figure, long millis) {
    Sample before = samples.get(0);
    for (Sample after : samples) {
      if (after.epochMillis() >= millis) {
        long span = after.epochMillis() - before.epochMillis();
        double part = span == 0 ? 0 : (double) (millis - before.epochMillis()) / span;
        double low = figure.applyAsDouble(before);
        return low + Math.max(0, part) * (figure.applyAsDouble(after) - low);
      }
      before = after;
    }
    return figure.applyAsDouble(before);
  }
}

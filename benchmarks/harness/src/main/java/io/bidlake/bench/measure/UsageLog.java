package io.bidlake.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Samples over the time of a run, and what was used between two moments of it. */
public final class UsageLog {

  private final List<Sample> samples = new ArrayList<>();
  private final int cores;

  UsageLog(int cores) {
    this.cores = cores;
  }

  synchronized void add(Sample sample) {
    samples.add(sample);
  }

  /** CPU seconds that the contender used between the two. */
  public double contenderCpu(long fromMillis, long toMillis) {
    return between(Sample::contenderCpu, fromMillis, toMillis);
  }

  /** CPU seconds that all of the benchmark used between the two: contender, servers, harness. */
  public double benchmarkCpu(long fromMillis, long toMillis) {
    return contenderCpu(fromMillis, toMillis) + between(Sample::ownCpu, fromMillis, toMillis);
  }

  /** Cores of the machine. */
  public int cores() {
    return cores;
  }

  /** Which share of the machine's CPU, 0 to 1, went to processes that are none of ours. */
  public double foreignShare(long fromMillis, long toMillis) {
    double machine = between(Sample::machineCpu, fromMillis, toMillis);
    double ours = benchmarkCpu(fromMillis, toMillis);
    double seconds = (toMillis - fromMillis) / 1000.0;
    return seconds <= 0 ? 0 : Math.max(0, (machine - ours) / (seconds * cores));
  }

  /** Most that the contender's processes had in RAM together, in bytes. */
  public synchronized long peakMemory() {
    return samples.stream().mapToLong(Sample::contenderMemory).max().orElse(0);
  }

  private double between(ToDoubleFunction<Sample> figure, long fromMillis, long toMillis) {
    return at(figure, toMillis) - at(figure, fromMillis);
  }

  /** The figure at a moment: on the line between the samples before and after it. */
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

package io.bidlake.local.flink;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A Flink job that the platform runs.
 *
 * @param name its name in Flink
 * @param jar the jar that {@code flink run} gets
 * @param arguments what its main gets
 * @param parallelism in how many tasks each operator runs; empty for the cluster's default
 */
public record Job(String name, Path jar, List<String> arguments, OptionalInt parallelism) {
  public Job {
    arguments = List.copyOf(arguments);
  }

  /** A job with the cluster's default parallelism. */
  public Job(String name, Path jar, List<String> arguments) {
    this(name, jar, arguments, OptionalInt.empty());
  }

  /** The same job, which goes on in so many tasks when it is started the next time. */
  public Job withParallelism(int tasks) {
    return new Job(name, jar, arguments, OptionalInt.of(tasks));
  }

  /** The same job with more settings, which win over those that it has. */
  public Job withArguments(List<String> added) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(added);
    return new Job(name, jar, all, parallelism);
  }
}

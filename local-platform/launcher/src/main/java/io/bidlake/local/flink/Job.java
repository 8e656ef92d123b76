package io.bidlake.local.flink;

import java.nio.file.Path;
import java.util.List;

/**
 * A Flink job that the platform runs.
 *
 * @param name its name in Flink
 * @param jar the jar that {@code flink run} gets
 * @param arguments what its main gets
 */
public record Job(String name, Path jar, List<String> arguments) {
  public Job {
    arguments = List.copyOf(arguments);
  }
}

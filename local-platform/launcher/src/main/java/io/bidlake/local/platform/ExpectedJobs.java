package io.bidlake.local.platform;

import io.bidlake.local.config.StateFolder;
import io.bidlake.local.flink.Jobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The names of the jobs that a platform was to start, for the commands of other processes. */
public record ExpectedJobs(StateFolder state) {
  private static final String FILE = "jobs";

  void publish(List<String> names) {
    try {
      Files.write(file(), names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void clear() {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All names; before the platform has come to its jobs, those that it starts in any case. */
  public List<String> names() {
    try {
      return Files.exists(file()) ? Files.readAllLines(file()) : Jobs.names();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file() {
    return state.run(FILE);
  }
}

package io.bidlake.local.process;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.io.input.ReversedLinesFileReader;

/** Reads and rotates the logs of the services. */
public final class LogFile {
  private static final int SHOWN_LINES = 15;
  private static final long LARGEST_BYTES = 32L << 20;

  private LogFile() {}

  /** Returns the log, after a file larger than 32 MiB was renamed to {@code .1}. */
  static Path rotated(Path log) throws IOException {
    Files.createDirectories(log.getParent());
    if (Files.exists(log) && Files.size(log) > LARGEST_BYTES) {
      Path old = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, old, StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }

  /**
   * The message for a failed process: what happened, the path of its log and the last lines of it.
   */
  public static String failure(String what, Path log) {
    List<String> end;
    try {
      end = lastLines(log, SHOWN_LINES);
    } catch (IOException e) {
      end = List.of("(unreadable: " + e.getMessage() + ")");
    }
    return end.stream()
        .map(line -> "    " + line)
        .collect(joining("\n", what + "; its log is " + log + " and ends with\n", ""));
  }

  /** The last lines of a log; empty if there is no log. */
  public static List<String> lastLines(Path log, int count) throws IOException {
    if (!Files.exists(log) || count <= 0) {
      return List.of();
    }
    try (ReversedLinesFileReader reader =
        ReversedLinesFileReader.builder().setPath(log).setCharset(StandardCharsets.UTF_8).get()) {
      List<String> lines = new ArrayList<>(reader.readLines(count));
      Collections.reverse(lines);
      return lines;
    }
  }
}

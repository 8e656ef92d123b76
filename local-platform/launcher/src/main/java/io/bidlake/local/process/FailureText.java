package io.bidlake.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What is told of a process that failed: what happened, its last words, where the log is. */
public final class FailureText {
  private FailureText() {}

  /** The text, with the last {@code lines} lines of the log. */
  public static String of(String what, Path log, int lines) {
    return what + "; its log is " + log + " and ends with\n" + indented(lastLines(log, lines));
  }

  private static List<String> lastLines(Path log, int lines) {
    try {
      return LogFile.lastLines(log, lines);
    } catch (IOException e) {
      return List.of("(unreadable: " + e.getMessage() + ")");
    }
  }

  private static String indented(List<String> lines) {
    return lines.stream().map(line -> "    " + line).collect(Collectors.joining("\n"));
  }
}

package io.bidlake.local.flink;

import java.util.List;

/** The line of a Java stack trace that says what really happened. */
final class RootCause {
  private static final String PREFIX = "Caused by: ";

  private RootCause() {}

  static String of(String stackTrace) {
    List<String> lines = stackTrace.lines().toList();
    String first = lines.isEmpty() ? "" : lines.get(0);
    return lines.stream()
        .filter(line -> line.startsWith(PREFIX))
        .reduce((earlier, later) -> later)
        .map(line -> line.substring(PREFIX.length()))
        .orElse(first);
  }
}

package io.bidlake.maintenance.report;

import io.bidlake.tables.MaintenanceEntry;
import io.bidlake.tables.MaintenanceEntry.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;

/** Formats reports of actions as text, for Flink's log and the summary of a single pass. */
public final class ReportText {

  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};

  private ReportText() {}

  /** Logs a report, as a warning if the action failed. */
  public static void log(MaintenanceEntry entry, Logger log) {
    if (isFailure(entry.outcome())) {
      log.warn("{}", line(entry));
    } else {
      log.info("{}", line(entry));
    }
  }

  /** Returns {@code clicks: COMPACT DONE, 120 files (1.2 MB) -> 2 files (1.1 MB) in 3.4 s}. */
  static String line(MaintenanceEntry entry) {
    return "%s: %s %s, %s".formatted(entry.table(), entry.action(), entry.outcome(), what(entry));
  }

  /** Returns the cells of a report: table, action, outcome and effect. */
  public static List<String> cells(MaintenanceEntry entry) {
    return List.of(entry.table(), entry.action().name(), entry.outcome().name(), what(entry));
  }

  /** Returns the effect of the action, or the error. */
  static String what(MaintenanceEntry entry) {
    if (isFailure(entry.outcome())) {
      return entry.detail();
    }
    return entry.detail() == null ? change(entry) : change(entry) + ", " + entry.detail();
  }

  public static boolean isFailure(Outcome outcome) {
    return outcome == Outcome.FAILED || outcome == Outcome.CONFLICT;
  }

  /** Returns {@code 120 files (1.2 MB) -> 2 files (1.1 MB) in 3.4 s}. */
  private static String change(MaintenanceEntry entry) {
    String change =
        "%s -> %s"
            .formatted(
                files(entry.filesBefore(), entry.bytesBefore()),
                files(entry.filesAfter(), entry.bytesAfter()));
    double seconds = (entry.endedAt() - entry.startedAt()) / 1000.0;
    return entry.outcome() == Outcome.PLANNED
        ? change
        : change + String.format(Locale.ROOT, " in %.1f s", seconds);
  }

  private static String files(long files, Long bytes) {
    String count = String.format(Locale.ROOT, "%,d %s", files, files == 1 ? "file" : "files");
    return bytes == null || files == 0 ? count : count + " (" + size(bytes) + ")";
  }

  public static String size(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
  }

  /** Returns the message of a failure and that of its cause, which often says more. */
  public static String failure(Throwable failure) {
    String text = message(failure);
    Throwable cause = failure.getCause();
    return cause == null ? text : text + ": " + message(cause);
  }

  private static String message(Throwable failure) {
    String kind = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? kind : kind + ": " + failure.getMessage();
  }

  /** Formats rows of text, each column as wide as its widest cell. */
  public static String columns(List<List<String>> rows) {
    String row =
        IntStream.range(0, rows.get(0).size())
            .map(
                column ->
                    rows.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0))
            .mapToObj(width -> "%-" + Math.max(1, width) + "s")
            .collect(Collectors.joining("  "));
    return rows.stream()
        .map(cells -> row.formatted(cells.toArray()).stripTrailing())
        .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
  }
}

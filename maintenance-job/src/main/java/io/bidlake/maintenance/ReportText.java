package io.bidlake.maintenance;

import java.util.Locale;

/** Reports as people read them. */
final class ReportText {

  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};

  private ReportText() {}

  /** {@code clicks: COMPACT DONE, 120 files (1.2 MB) -> 2 files (1.1 MB) in 3.4 s}. */
  static String line(ActionReport report) {
    return "%s: %s %s, %s"
        .formatted(report.table(), report.action(), report.outcome(), what(report));
  }

  /** What was done, or why not. */
  static String what(ActionReport report) {
    if (report.failed()) {
      return report.detail();
    }
    return report.detail().isEmpty() ? change(report) : change(report) + ", " + report.detail();
  }

  /** {@code 120 files (1.2 MB) -> 2 files (1.1 MB) in 3.4 s}. */
  private static String change(ActionReport report) {
    String change =
        "%s -> %s"
            .formatted(
                files(report.filesBefore(), report.bytesBefore()),
                files(report.filesAfter(), report.bytesAfter()));
    double seconds = (report.endedAt() - report.startedAt()) / 1000.0;
    return report.outcome() == ActionReport.Outcome.PLANNED
        ? change
        : change + String.format(Locale.ROOT, " in %.1f s", seconds);
  }

  private static String files(long files, long bytes) {
    String count = String.format(Locale.ROOT, "%,d %s", files, files == 1 ? "file" : "files");
    return bytes == ActionReport.NONE || files == 0 ? count : count + " (" + size(bytes) + ")";
  }

  static String size(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
  }
}

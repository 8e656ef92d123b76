package io.bidlake.verify.report;

import io.bidlake.verify.report.WindowsResult.UncountedCount;
import io.bidlake.verify.report.WindowsResult.WindowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The part of the text report about the windowed tables. */
final class WindowsText {

  private final WindowsResult windows;

  WindowsText(WindowsResult windows) {
    this.windows = windows;
  }

  List<String> parts() {
    List<String> parts = new ArrayList<>();
    if (!windows.tables().isEmpty()) {
      parts.add(tables());
      parts.add(notCompared());
    }
    parts.add(lateEvents());
    if (!windows.differences().isEmpty()) {
      parts.add(
          windows.differences().stream()
              .map(difference -> System.lineSeparator() + "  " + difference)
              .collect(
                  Collectors.joining("", "Differences by window (the first of each table):", "")));
    }
    return parts;
  }

  private String tables() {
    return TextTable.of(
        windows.tables(),
        List.of(
            TextTable.text("windowed table", WindowResult::table),
            TextTable.number("expected", WindowResult::expectedRows),
            TextTable.number("rows lake", WindowResult::rows),
            TextTable.number("cells", WindowResult::cells),
            TextTable.number("missing", WindowResult::missing),
            TextTable.number("unexpected", WindowResult::unexpected),
            TextTable.number("differing", WindowResult::differing),
            TextTable.number("repeated", WindowResult::repeated),
            TextTable.text("", table -> table.agrees() ? "ok" : "DIFFERS")));
  }

  private String notCompared() {
    return TextTable.of(
        windows.tables(),
        List.of(
            TextTable.text("windowed table", WindowResult::table),
            TextTable.number("open", WindowResult::open),
            TextTable.number("in flight", WindowResult::inFlight),
            TextTable.number("late events", this::lateEventsOf),
            TextTable.number("delete files", WindowResult::deleteFiles)));
  }

  private long lateEventsOf(WindowResult table) {
    return windows.lateEvents().stream()
        .filter(late -> late.table().equals(table.table()))
        .mapToLong(UncountedCount::rows)
        .sum();
  }

  private String lateEvents() {
    String counts =
        windows.lateEvents().stream()
            .map(late -> "%s %,d %s".formatted(late.table(), late.rows(), late.reason()))
            .collect(Collectors.joining(", "));
    String faults =
        windows.lateEventFaults() == 0
            ? ""
            : "; %,d are wrong or missing".formatted(windows.lateEventFaults());
    return "Late events: " + (counts.isEmpty() ? "none" : counts) + faults;
  }
}

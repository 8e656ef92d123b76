package io.bidlake.verify.report;

import java.util.List;
import java.util.stream.Collectors;

/** The part of the text report about the landing tables. */
final class LandingText {

  private final List<LandingResult> tables;

  LandingText(List<LandingResult> tables) {
    this.tables = tables;
  }

  List<String> parts() {
    return tables.isEmpty() ? List.of() : List.of(compared(), notRows(), letters());
  }

  private String compared() {
    return TextTable.of(
        tables,
        List.of(
            TextTable.text("landing table", LandingResult::table),
            TextTable.number("records", LandingResult::records),
            TextTable.number("rows lake", LandingResult::rows),
            TextTable.number("missing", LandingResult::missing),
            TextTable.number("unexpected", LandingResult::unexpected),
            TextTable.number("differing", LandingResult::differing),
            TextTable.number("repeated", LandingResult::repeated),
            TextTable.text("", table -> table.agrees() ? "ok" : "DIFFERS")));
  }

  private String notRows() {
    return TextTable.of(
        tables,
        List.of(
            TextTable.text("landing table", LandingResult::table),
            TextTable.number("after the mark", LandingResult::afterMark),
            TextTable.number("left out", LandingResult::leftOut),
            TextTable.number("not checked", LandingResult::notChecked),
            TextTable.number("dead letters", LandingText::letters),
            TextTable.number("wrong letters", LandingResult::wrongLetters)));
  }

  private static long letters(LandingResult table) {
    return table.letters().values().stream().mapToLong(Long::longValue).sum();
  }

  private String letters() {
    String counts =
        tables.stream()
            .flatMap(
                table ->
                    table.letters().entrySet().stream()
                        .map(
                            reason ->
                                "%s %,d %s"
                                    .formatted(table.table(), reason.getValue(), reason.getKey())))
            .collect(Collectors.joining(", "));
    return "Dead letters of landing tables: " + (counts.isEmpty() ? "none" : counts);
  }
}

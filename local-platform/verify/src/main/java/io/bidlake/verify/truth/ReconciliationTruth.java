package io.bidlake.verify.truth;

import io.bidlake.model.DealStep;
import io.bidlake.model.Topics;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Outcome;
import io.bidlake.verify.truth.WindowTable.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the win, the billing and the rendering of each placement and bidder are all there.
 *
 * @param gaps whether to list the placements of which something is missing, or to count all
 */
record ReconciliationTruth(boolean gaps) implements Truth {

  private static final String PRICED = "priced";

  static final List<Column> COLUMNS =
      Stream.concat(
              Stream.of(
                      "won",
                      "billed",
                      "rendered",
                      "matched",
                      "not_won",
                      "not_billed",
                      "not_rendered",
                      "billed_again",
                      "other_price")
                  .map(Column::counted),
              Stream.of(new Column("price_difference", Cell::revenue)))
          .toList();

  static final List<Column> COLUMNS_OF_GAPS =
      List.of(
          new Column("missing", ReconciliationTruth::missing),
          new Column("won_at", cell -> micros(cell, DealStep.WIN)),
          new Column("billed_at", cell -> micros(cell, DealStep.BILLING)),
          new Column("rendered_at", cell -> micros(cell, DealStep.RENDERING)),
          new Column("price", cell -> cell.meanPrice(PRICED)));

  /** The word for a step in the names of columns. */
  private static String word(DealStep step) {
    return switch (step) {
      case WIN -> "won";
      case BILLING -> "billed";
      case RENDERING -> "rendered";
    };
  }

  private static String not(DealStep step) {
    return "not_" + word(step);
  }

  private static String missing(Cell gap) {
    return Stream.of(DealStep.values())
        .filter(step -> gap.count(not(step)) > 0)
        .map(DealStep::name)
        .collect(Collectors.joining(" "));
  }

  private static Object micros(Cell gap, DealStep step) {
    long time = gap.count(word(step));
    return time == 0 ? null : Micros.ofMillis(time);
  }

  @Override
  public long hold(WindowRules rules) {
    return rules.noticeWithin();
  }

  @Override
  public Function<Event, Reason> count(Candidates events, Cells cells) {
    if (events.hasId()) {
      // The events are sorted as the copies of an event are; of signs of the same time, notices
      // come before impressions.
      Map<List<String>, List<Event>> signs =
          Stream.concat(events.notices().stream(), events.impressions().stream())
              .filter(event -> isCompared(event, events.rules()))
              .sorted(
                  Comparator.comparingLong(Event::time)
                      .thenComparing(event -> event.isOf(Topics.IMPRESSIONS))
                      .thenComparing(CopyOrder.AUCTION)
                      .thenComparing(CopyOrder.byText(Event::id)))
              .collect(Collectors.groupingBy(ReconciliationTruth::deal));
      signs.values().forEach(ofDeal -> split(ofDeal, events, cells));
    }
    if (events.areInFlight()) {
      touch(events, cells);
    }
    return event -> null;
  }

  /** Splits the signs where one is later than the bound after the first. */
  private void split(List<Event> signs, Candidates events, Cells cells) {
    List<Event> together = new ArrayList<>();
    for (Event sign : signs) {
      if (!together.isEmpty() && !sign.follows(together.get(0), events.rules().noticeWithin())) {
        count(together, events, cells);
        together.clear();
      }
      together.add(sign);
    }
    count(together, events, cells);
  }

  private void count(List<Event> signs, Candidates events, Cells cells) {
    Map<DealStep, Event> first = new EnumMap<>(DealStep.class);
    signs.forEach(sign -> first.putIfAbsent(step(sign), sign));
    Set<DealStep> missing = EnumSet.copyOf(events.rules().reconciled());
    missing.removeAll(first.keySet());
    if (gaps && missing.isEmpty()) {
      return;
    }
    for (Cell cell : at(signs.get(0), events, cells)) {
      first.forEach((step, sign) -> cell.count(word(step), gaps ? sign.time() : 1));
      missing.forEach(step -> cell.count(not(step), 1));
      if (gaps) {
        signs.stream()
            .map(Event::outcome)
            .filter(Outcome::isPriced)
            .findFirst()
            .ifPresent(
                priced -> {
                  cell.count(PRICED, 1);
                  cell.pay(priced.usd());
                });
      } else {
        cell.count("matched", missing.isEmpty() ? 1 : 0);
        long billings = signs.stream().filter(sign -> step(sign) == DealStep.BILLING).count();
        cell.count("billed_again", Math.max(0, billings - 1));
        if (first.containsKey(DealStep.WIN) && first.containsKey(DealStep.BILLING)) {
          difference(
              first.get(DealStep.WIN).outcome(), first.get(DealStep.BILLING).outcome(), cell);
        }
      }
    }
  }

  private static void difference(Outcome won, Outcome billed, Cell cell) {
    if (won.isPriced() && billed.isPriced()) {
      cell.pay(billed.usd());
      cell.pay(-won.usd());
      double most = Math.max(billed.usd(), won.usd());
      boolean differs = Math.abs(billed.usd() - won.usd()) > 1e-9 * most;
      cell.count("other_price", differs ? 1 : 0);
    }
  }

  private static boolean isCompared(Event event, WindowRules rules) {
    DealStep step = step(event);
    return step != null && rules.reconciled().contains(step);
  }

  /** The step that an event is a sign of; null for a loss. */
  private static DealStep step(Event event) {
    return switch (event.outcome().kind()) {
      case "win" -> DealStep.WIN;
      case "billing" -> DealStep.BILLING;
      case "impression" -> DealStep.RENDERING;
      default -> null;
    };
  }

  /** The placement and the bidder. */
  private static List<String> deal(Event event) {
    return List.of(event.outcome().imp(), WindowTable.name(event.outcome().bidder()));
  }

  /** The row of a deal whose first sign is an event. */
  private List<Cell> at(Event first, Candidates events, Cells cells) {
    List<String> deal = deal(first);
    String time = String.valueOf(Micros.ofMillis(first.time()));
    return gaps
        ? cells.at(first.time(), events.group().requestId(), deal.get(0), deal.get(1), time)
        : cells.at(first.time(), deal.get(1));
  }

  /** Marks all rows that records after the mark may change. */
  private void touch(Candidates events, Cells cells) {
    events.used().stream()
        .filter(event -> isCompared(event, events.rules()))
        .forEach(event -> at(event, events, cells).forEach(Cell::touch));
  }
}

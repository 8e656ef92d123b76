package io.bidlake.verify.truth;

import io.bidlake.model.DealStep;
import io.bidlake.model.Topics;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.truth.WindowTable.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether the win, the billing and the rendering of each placement and bidder are all there.
 *
 * @param gaps whether to list the placements of which something is missing, or to count all
 */
record ReconciliationTruth(boolean gaps) implements Truth {

  private static final String WON = "won";
  private static final String BILLED = "billed";
  private static final String RENDERED = "rendered";
  private static final String PRICED = "priced";

  static final List<Column> COLUMNS =
      Stream.concat(
              Stream.of(
                      WON,
                      BILLED,
                      RENDERED,
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
          new Column("won_at", cell -> micros(cell, WON)),
          new Column("billed_at", cell -> micros(cell, BILLED)),
          new Column("rendered_at", cell -> micros(cell, RENDERED)),
          new Column("price", cell -> cell.meanPrice(PRICED)));

  /** One of the three, by the notice or the impression that says so. */
  private record Sign(String what, long time, double usd, String id) {}

  private static String missing(Cell gap) {
    List<String> missing = new ArrayList<>();
    for (String what : List.of(WON, BILLED, RENDERED)) {
      if (gap.count("not_" + what) > 0) {
        missing.add(step(what).name());
      }
    }
    return String.join(" ", missing);
  }

  private static Object micros(Cell gap, String what) {
    return gap.count(what) == 0 ? null : Long.valueOf(Micros.ofMillis(gap.count(what)));
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
      List<Event> sorted =
          Stream.concat(events.notices().stream(), events.impressions().stream())
              .filter(event -> isCompared(event, events.rules()))
              .sorted(
                  Comparator.comparingLong(Event::time)
                      .thenComparingInt(event -> event.note() == null ? 1 : 0)
                      .thenComparing(CopyOrder.AUCTION)
                      .thenComparing(CopyOrder.byText(Event::id)))
              .toList();
      Map<List<String>, List<Sign>> signs = new HashMap<>();
      for (Event event : sorted) {
        signs
            .computeIfAbsent(List.of(imp(event), bidder(event)), deal -> new ArrayList<>())
            .add(new Sign(what(event), event.time(), usd(event), event.id()));
      }
      signs.forEach((deal, all) -> split(deal, all, events, cells));
    }
    if (events.areInFlight()) {
      touch(events, cells);
    }
    return event -> null;
  }

  /** Splits the signs where one is later than the bound after the first. */
  private void split(List<String> deal, List<Sign> signs, Candidates events, Cells cells) {
    List<Sign> together = new ArrayList<>();
    for (Sign sign : signs) {
      if (!together.isEmpty()
          && sign.time() - together.get(0).time() > events.rules().noticeWithin()) {
        count(deal, together, events, cells);
        together.clear();
      }
      together.add(sign);
    }
    count(deal, together, events, cells);
  }

  private void count(List<String> deal, List<Sign> signs, Candidates events, Cells cells) {
    Optional<Sign> won = first(WON, signs);
    Optional<Sign> billed = first(BILLED, signs);
    Optional<Sign> rendered = first(RENDERED, signs);
    List<String> missing =
        Stream.of(WON, BILLED, RENDERED)
            .filter(what -> events.rules().reconciled().contains(step(what)))
            .filter(what -> first(what, signs).isEmpty())
            .toList();
    long time = signs.get(0).time();
    if (!gaps) {
      for (Cell cell : cells.at(time, deal.get(1))) {
        won.ifPresent(sign -> cell.count(WON, 1));
        billed.ifPresent(sign -> cell.count(BILLED, 1));
        rendered.ifPresent(sign -> cell.count(RENDERED, 1));
        missing.forEach(what -> cell.count("not_" + what, 1));
        cell.count("matched", missing.isEmpty() ? 1 : 0);
        long billings = signs.stream().filter(sign -> sign.what().equals(BILLED)).count();
        cell.count("billed_again", Math.max(0, billings - 1));
        if (won.isPresent() && billed.isPresent()) {
          difference(won.get().usd(), billed.get().usd(), cell);
        }
      }
    } else if (!missing.isEmpty()) {
      for (Cell cell : cells.at(time, key(events, deal, time))) {
        missing.forEach(what -> cell.count("not_" + what, 1));
        won.ifPresent(sign -> cell.count(WON, sign.time()));
        billed.ifPresent(sign -> cell.count(BILLED, sign.time()));
        rendered.ifPresent(sign -> cell.count(RENDERED, sign.time()));
        signs.stream()
            .filter(sign -> !Double.isNaN(sign.usd()))
            .findFirst()
            .ifPresent(
                sign -> {
                  cell.count(PRICED, 1);
                  cell.pay(sign.usd());
                });
      }
    }
  }

  private static void difference(double won, double billed, Cell cell) {
    if (!Double.isNaN(won) && !Double.isNaN(billed)) {
      cell.pay(billed);
      cell.pay(-won);
      boolean differs = Math.abs(billed - won) > 1e-9 * Math.max(billed, won);
      cell.count("other_price", differs ? 1 : 0);
    }
  }

  private static Optional<Sign> first(String what, List<Sign> signs) {
    return signs.stream().filter(sign -> sign.what().equals(what)).findFirst();
  }

  private static String[] key(Candidates events, List<String> deal, long time) {
    return new String[] {
      events.group().requestId(), deal.get(0), deal.get(1), String.valueOf(Micros.ofMillis(time))
    };
  }

  private static boolean isCompared(Event event, WindowRules rules) {
    String what = what(event);
    return what != null && rules.reconciled().contains(step(what));
  }

  private static DealStep step(String what) {
    return switch (what) {
      case WON -> DealStep.WIN;
      case BILLED -> DealStep.BILLING;
      default -> DealStep.RENDERING;
    };
  }

  /** What an event is a sign of; null for a loss. */
  private static String what(Event event) {
    if (event.note() == null) {
      return RENDERED;
    }
    return switch (event.note().kind()) {
      case "win" -> WON;
      case "billing" -> BILLED;
      case "impression" -> RENDERED;
      default -> null;
    };
  }

  private static String imp(Event event) {
    return event.note() == null ? event.win().imp() : event.note().imp();
  }

  private static String bidder(Event event) {
    return WindowTable.name(event.note() == null ? event.win().bidder() : event.note().bidder());
  }

  private static double usd(Event event) {
    return event.note() == null ? event.win().usd() : event.note().usd();
  }

  /** Marks all rows that records after the mark may change. */
  private void touch(Candidates events, Cells cells) {
    for (Event event : events.used()) {
      if ((event.isOf(Topics.IMPRESSIONS) || event.note() != null)
          && isCompared(event, events.rules())) {
        List<String> deal = List.of(imp(event), bidder(event));
        cells
            .at(event.time(), gaps ? key(events, deal, event.time()) : new String[] {deal.get(1)})
            .forEach(Cell::touch);
      }
    }
  }
}

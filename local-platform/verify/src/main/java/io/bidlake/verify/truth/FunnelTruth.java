package io.bidlake.verify.truth;

import io.bidlake.model.Topic;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.RequestGroup;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The funnel of accepted requests, by publisher: each stage counts the events that follow an event
 * of the stage above within the bound, in the hour of the request.
 *
 * @param stages the topics from the mouth down, each after its parent
 */
record FunnelTruth(List<Topic<?>> stages) implements Truth {

  /** A rejected copy of a request sorts before an accepted one. */
  private static final Comparator<Event> ORDER =
      CopyOrder.BY_TIME
          .thenComparing(
              CopyOrder.byText(e -> e.request() == null ? null : e.request().publisher()))
          .thenComparing(event -> event.request() != null && event.request().accepted())
          .thenComparing(CopyOrder.byText(Event::parent))
          .thenComparing(CopyOrder.byText(e -> e.outcome() == null ? null : e.outcome().bidder()));

  @Override
  public Comparator<Event> order() {
    return ORDER;
  }

  @Override
  public Function<Event, Reason> count(Candidates events, Cells cells) {
    Map<Integer, Map<Object, Event>> counted = new HashMap<>();
    for (Topic<?> stage : stages) {
      Map<String, List<Event>> parents =
          stage.parent() == null
              ? null
              : counted.get(stage.parent().topic().code()).values().stream()
                  .collect(Collectors.groupingBy(Event::id));
      Map<Object, Event> first = events.first(stage, event -> true);
      first.values().removeIf(event -> !counts(event, parents, events.rules()));
      counted.put(stage.code(), first);
    }
    for (Event request : counted.get(mouth().code()).values()) {
      cellsOf(request, cells)
          .forEach(
              cell -> stages.forEach(stage -> cell.count(stage, counted.get(stage.code()).size())));
    }
    if (events.areInFlight()) {
      touch(events, cells);
    }
    return event ->
        event.topic().parent() == null
                || counted.get(event.topic().code()).containsKey(event.identity())
            ? null
            : Reason.ORPHAN;
  }

  private static boolean counts(Event event, Map<String, List<Event>> parents, WindowRules rules) {
    if (parents == null) {
      return event.request().accepted();
    }
    return parents.getOrDefault(event.parent(), List.of()).stream()
        .anyMatch(
            parent -> event.names(parent) && event.follows(parent, rules.within(event.topic())));
  }

  /** Marks all rows that records after the mark may change. */
  private void touch(Candidates events, Cells cells) {
    events.all(mouth()).stream()
        .filter(request -> request.request().accepted())
        .forEach(request -> cellsOf(request, cells).forEach(Cell::touch));
  }

  @Override
  public long hold(WindowRules rules) {
    return stages.stream().filter(stage -> stage.parent() != null).mapToLong(rules::within).sum();
  }

  /** The events of a rejected request are not listed. */
  @Override
  public boolean listsUncounted(RequestGroup request) {
    return request.events().stream()
        .filter(event -> event.isOf(mouth()))
        .allMatch(copy -> copy.request().accepted());
  }

  private Topic<?> mouth() {
    return stages.get(0);
  }

  private static List<Cell> cellsOf(Event request, Cells cells) {
    return cells.at(request.time(), WindowTable.name(request.request().publisher()));
  }
}

package io.bidlake.verify.truth;

import io.bidlake.model.Topic;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.RequestGroup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The events of one request that a table may count. Records of one topic with the same identity are
 * copies of one event. If they differ, the copy with the smallest time counts, then the one with
 * the smallest values of the data that the table uses.
 *
 * @param table the table
 * @param group all events of the request
 * @param uncounted the rows of {@code late_events} about them
 */
public record Candidates(WindowTable table, RequestGroup group, Uncounted uncounted) {

  /** All copies of events that the table uses. */
  public List<Event> used() {
    return allThat(event -> table.uses(event.topic()));
  }

  /** Whether they include records after the mark. */
  boolean areInFlight() {
    return !allThat(event -> !event.settled() && table.uses(event.topic())).isEmpty();
  }

  /** All copies of the events of a topic, if the table uses the topic. */
  List<Event> all(Topic<?> topic) {
    boolean ofNoRequest = topic.parent() == null && !group.hasRequestId();
    return ofNoRequest || !table.uses(topic) ? List.of() : allThat(event -> event.isOf(topic));
  }

  // Without streams, as this runs several times per request and table.
  private List<Event> allThat(Predicate<Event> wanted) {
    List<Event> all = new ArrayList<>(0);
    for (Event event : group.events()) {
      if (wanted.test(event)) {
        all.add(event);
      }
    }
    return all;
  }

  /** The copy of each identity that counts, among the wanted ones. */
  Map<Object, Event> first(Topic<?> topic, Predicate<Event> wanted) {
    Comparator<Event> order = table.truth().order();
    Map<Object, Event> first = new HashMap<>();
    for (Event event : all(topic)) {
      if (wanted.test(event) && uncounted.lets(table, event)) {
        first.merge(event.identity(), event, (a, b) -> order.compare(a, b) <= 0 ? a : b);
      }
    }
    return first;
  }

  static Comparator<Event> byTime() {
    return Comparator.comparingLong(Event::time);
  }

  /** Compares by the bytes of a text, null first. */
  static <T> Comparator<T> byText(Function<T, String> text) {
    Function<String, byte[]> bytes = value -> value.getBytes(StandardCharsets.UTF_8);
    return Comparator.comparing(
        text, Comparator.nullsFirst(Comparator.comparing(bytes, Arrays::compareUnsigned)));
  }
}

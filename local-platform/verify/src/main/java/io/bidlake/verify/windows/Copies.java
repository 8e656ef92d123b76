package io.bidlake.verify.windows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Records of one topic with one id are one event. If they differ, the one counts that has the
 * smallest time, then the smallest of what the table uses of it.
 */
final class Copies {

  /** For the funnel; a rejected copy comes before an accepted one. */
  static final Comparator<Event.Request> FUNNEL_REQUESTS =
      Copies.<Event.Request>byTime()
          .thenComparing(Event.Request::publisher, byBytes())
          .thenComparing(Event.Request::accepted);

  /** For the country of impressions. */
  static final Comparator<Event.Request> COUNTRY_REQUESTS =
      Copies.<Event.Request>byTime().thenComparing(Event.Request::country, byBytes());

  static final Comparator<Event.Response> RESPONSES = byTime();

  static final Comparator<Event.Impression> PAID_IMPRESSIONS =
      Copies.<Event.Impression>byTime()
          .thenComparingDouble(Event.Impression::usd)
          .thenComparing(Event.Impression::bidder, byBytes());

  static final Comparator<Event.Impression> FUNNEL_IMPRESSIONS =
      Copies.<Event.Impression>byTime().thenComparing(Event.Impression::response, byBytes());

  static final Comparator<Event.Click> CLICKS =
      Copies.<Event.Click>byTime().thenComparing(Event.Click::impression, byBytes());

  private Copies() {}

  /** Of each id, the record that counts among those wanted. */
  static <E extends Event> Map<String, E> first(
      Collection<E> events, Predicate<? super E> wanted, Comparator<E> order) {
    Map<String, E> first = new HashMap<>();
    for (E event : events) {
      if (wanted.test(event)) {
        first.merge(event.head().id(), event, (a, b) -> order.compare(a, b) <= 0 ? a : b);
      }
    }
    return first;
  }

  private static <E extends Event> Comparator<E> byTime() {
    return Comparator.comparingLong(event -> event.head().time());
  }

  private static Comparator<String> byBytes() {
    Function<String, byte[]> bytes = text -> text.getBytes(StandardCharsets.UTF_8);
    return Comparator.nullsFirst(Comparator.comparing(bytes, Arrays::compareUnsigned));
  }
}

package io.bidlake.model;

import io.bidlake.settings.Settings;
import java.time.Duration;
import org.apache.avro.util.Utf8;

/**
 * The rules by which events count in the tables of windows. The jobs count by them, and the
 * reconciliation proves it, so both read the settings here.
 */
public final class CountingRules {

  public static final Rule OUT_OF_ORDERNESS =
      new Rule(
          "event-time.out-of-orderness",
          Duration.ofSeconds(5),
          "How far an event may be behind the newest of its partition and still be on time");

  public static final Rule MAX_AHEAD =
      new Rule(
          "event-time.max-ahead",
          Duration.ofHours(1),
          "Events with a time this far after Kafka received them have a wrong clock");

  public static final Rule ALLOWED_LATENESS =
      new Rule(
          "event-time.allowed-lateness",
          Duration.ofHours(1),
          "How late an event may be and still count; state is kept that long");

  public static final Rule REQUEST_WITHIN =
      new Rule(
          "aggregation.request-within",
          Duration.ofSeconds(15),
          "Maximum time from a request to its impression");

  /** A request with more events than this is crowded: the others do not count. */
  public static final int MOST_EVENTS_OF_A_REQUEST = 1_000;

  /**
   * Bytes of an id that is taken as it is. A publisher or bidder with a longer one is unknown to
   * tables of windows, and an event is known to them by the hash of its id.
   */
  public static final int LONGEST_ID = 256;

  /** A response that names more seats than this counts as one that names none. */
  public static final int MOST_SEATS = 16;

  /** What costs more than this, in USD for a thousand, has no price: it would bury all others. */
  public static final double HIGHEST_CPM = 1_000_000;

  /** As many bytes can all copies have of one text that is in each row of an event. */
  private static final int LONGEST_REPEATED = 1 << 20;

  private CountingRules() {}

  /** How long after its parent an event of a stage of the funnel can happen and belong to it. */
  public static Rule within(Topic<?> stage) {
    String parent = stage.parent().topic().event();
    String article = "aeiou".indexOf(parent.charAt(0)) < 0 ? "a" : "an";
    return new Rule(
        "funnel.%s-within".formatted(stage.event()),
        stage.parent().within(),
        "Maximum time from %s %s to its %s".formatted(article, parent, stage.event()));
  }

  /**
   * A rule that a setting may change, also to zero.
   *
   * @param key key of the setting
   * @param value what holds unless it is set
   * @param description what it means
   */
  public record Rule(String key, Duration value, String description) {

    public Duration read(Settings settings) {
      return settings.durationOrZero(key, value, description);
    }
  }

  /**
   * Whether a text of an event can be in each of its rows: together they are no longer than this.
   *
   * @param rows how many rows the event has
   */
  public static boolean isRepeated(Utf8 text, int rows) {
    return text == null || (long) text.getByteLength() * rows <= LONGEST_REPEATED;
  }
}

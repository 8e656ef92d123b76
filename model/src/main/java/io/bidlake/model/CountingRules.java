package io.bidlake.model;

import io.bidlake.settings.Settings;
import java.time.Duration;

/**
 * The rules by which events count in the windowed tables. The jobs count by them and {@code verify}
 * checks the result by them, so both read the settings here.
 */
public final class CountingRules {

  public static final Rule OUT_OF_ORDERNESS =
      new Rule(
          "event-time.out-of-orderness",
          Duration.ofSeconds(5),
          "How far an event may be behind the newest of its partition and still be on time");

  public static final Rule IDLE_AFTER =
      new Rule(
          "event-time.idle-after",
          Duration.ofSeconds(30),
          "A partition without events for this long no longer holds back event time");

  public static final Rule FIRST_WITHIN =
      new Rule(
          "event-time.first-within",
          Duration.ofMinutes(1),
          "The same before a partition's first event, if longer and the job started without a savepoint");

  public static final Rule MAX_AHEAD =
      new Rule(
          "event-time.max-ahead",
          Duration.ofHours(1),
          "Events with a time more than this after Kafka received them are not counted (AHEAD)");

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

  public static final Rule NOTICE_WITHIN =
      new Rule(
          "auction.notice-within",
          Duration.ofHours(1),
          "Maximum time from a request to a notice, and between win, billing and rendering of a bid");

  /** Maximum number of placements of a request, and of bids of a response, in the auction job. */
  public static final int MOST_OFFERS = 100;

  /** Maximum number of different sizes of a request; others are unknown. */
  public static final int MOST_SIZES = 16;

  /**
   * Maximum number of events of a request that count, in the auction job together with the bids;
   * further ones are CROWDED.
   */
  public static final int MOST_EVENTS_OF_A_REQUEST = 1_000;

  /**
   * Maximum length of an id that is used unchanged, in bytes. The windowed tables count a publisher
   * or bidder with a longer id as UNKNOWN, and identify an event with a longer id by its hash.
   */
  public static final int LONGEST_ID = 256;

  /** Maximum number of seats of a response; one that names more counts as one that names none. */
  public static final int MOST_SEATS = 16;

  /**
   * Highest valid price, CPM in USD. A higher one counts as no price: it would dominate all totals.
   */
  public static final double HIGHEST_CPM = 1_000_000;

  /**
   * Maximum total size, in bytes, of all copies of a text that is repeated in each row of an event.
   * A longer one is in the first row only.
   */
  public static final int LONGEST_REPEATED = 1 << 20;

  private CountingRules() {}

  /** Returns the maximum time from the parent to an event of this stage of the funnel. */
  public static Rule within(Topic<?> stage) {
    String parent = stage.parent().topic().event();
    String article = "aeiou".indexOf(parent.charAt(0)) < 0 ? "a" : "an";
    return new Rule(
        "funnel.%s-within".formatted(stage.event()),
        stage.parent().within(),
        "Maximum time from %s %s to its %s".formatted(article, parent, stage.event()));
  }

  /**
   * A duration that a setting can change.
   *
   * @param key key of the setting
   * @param value default value
   * @param description what it means
   */
  public record Rule(String key, Duration value, String description) {

    /** Reads the setting; zero is allowed. */
    public Duration read(Settings settings) {
      return settings.durationOrZero(key, value, description);
    }

    /** Reads the setting; zero is not allowed. */
    public Duration readPositive(Settings settings) {
      return settings.duration(key, value, description);
    }
  }
}

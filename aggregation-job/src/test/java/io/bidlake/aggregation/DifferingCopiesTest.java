package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DifferingCopiesTest {

  private static final long T = Instant.parse("2026-02-03T10:00:00Z").toEpochMilli();
  private static final long BOUND = AttributeHarness.BOUND.toMillis();
  private static final long LATENESS = AttributeHarness.LATENESS.toMillis();
  private final Events events = new Events();
  private AttributeHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new AttributeHarness();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  /** The state goes when the earlier copy is late, but the later one still is not. */
  @Test
  void countsAnImpressionOnceWhenItsLaterCopyComesAgain() throws Exception {
    AggregationEvent later = events.impression("i1", "r1", T + 5_000, 1, "seat-1");
    harness.send(later, events.impression("i1", "r1", T, 1, "seat-1"));
    harness.watermark(T + LATENESS);
    harness.byBidder();

    harness.send(events.copyOf(later));

    assertThat(harness.byBidder()).isEmpty();
  }

  @Test
  void takesNoCountryFromTheLaterCopyOfARequestThatComesAgain() throws Exception {
    AggregationEvent later = events.request("r1", T + 60_000, "USA");
    harness.send(later, events.request("r1", T, "DEU"));
    harness.watermark(T + BOUND + LATENESS);

    harness.send(events.copyOf(later), events.impression("i1", "r1", T + 61_000, 1, "seat-1"));

    assertThat(harness.byCountry()).extracting(c -> c.key).containsExactly("UNKNOWN");
  }

  @Test
  void givesNoCountryToAnImpressionThatHasNeitherIdNorRequest() throws Exception {
    harness.send(events.request("", T, "USA"), events.impression("", "", T + 1, 1, "seat-1"));

    assertThat(harness.byCountry()).extracting(c -> c.key).containsExactly("UNKNOWN");
  }
}

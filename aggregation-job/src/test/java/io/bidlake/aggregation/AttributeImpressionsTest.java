package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.window.Contribution;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which country and bidder an impression counts for. */
class AttributeImpressionsTest {

  /** A full hour. */
  private static final long HOUR = Instant.parse("2026-02-03T10:00:00Z").toEpochMilli();

  private static final long T = HOUR + 1_000;
  private static final long BOUND = AttributeHarness.BOUND.toMillis();
  private static final long LATENESS = AttributeHarness.LATENESS.toMillis();

  private final Events events = new Events();
  private AttributeHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new AttributeHarness();
  }

  @AfterEach
  void nothingIsLeftWhenAllIsLate() throws Exception {
    harness.watermark(T + 10 * LATENESS);
    assertThat(harness.states()).isZero();
    assertThat(harness.timers()).isZero();
    harness.close();
  }

  @Test
  void countsAnImpressionForTheCountryOfItsRequestAndForItsBidder() throws Exception {
    harness.send(
        events.request("r1", T, "USA"), events.impression("i1", "r1", T + 70_000, 1, "late"));
    harness.send(events.impression("i2", "r1", T + 5, 2.5, "seat-1"));

    assertThat(texts(harness.byCountry())).containsExactly("UNKNOWN+0h: [1] 1", "USA+0h: [1] 2.5");
    assertThat(texts(harness.byBidder())).containsExactly("late+1m: [1] 1", "seat-1+0m: [1] 2.5");
    assertThat(harness.late()).isEmpty();
  }

  @Test
  void movesTheImpressionWhenItsRequestComesAfterIt() throws Exception {
    harness.send(events.impression("i1", "r1", T + 5, 2.5, "seat-1"));
    assertThat(texts(harness.byCountry())).containsExactly("UNKNOWN+0h: [1] 2.5");
    harness.byBidder();

    harness.send(events.request("r1", T, "USA"));

    assertThat(texts(harness.byCountry()))
        .containsExactly("UNKNOWN+0h: [-1] -2.5", "USA+0h: [1] 2.5");
    assertThat(harness.byBidder()).isEmpty();
  }

  @Test
  void leavesTheImpressionWhereItIsWhenTheRequestHasNoCountry() throws Exception {
    harness.send(
        events.impression("i1", "r1", T + 5, 2.5, "seat-1"), events.request("r1", T, null));

    assertThat(texts(harness.byCountry())).containsExactly("UNKNOWN+0h: [1] 2.5");
  }

  @Test
  void countsForTheCountryUpToTheBoundAndNotBeforeTheRequest() throws Exception {
    harness.send(
        events.request("r1", T, "USA"),
        events.impression("i1", "r1", T - 1, 1, "seat-1"),
        events.impression("i2", "r1", T, 2, "seat-1"),
        events.impression("i3", "r1", T + BOUND, 3, "seat-1"),
        events.impression("i4", "r1", T + BOUND + 1, 4, "seat-1"));

    assertThat(texts(harness.byCountry()))
        .containsExactly(
            "UNKNOWN+0h: [1] 1", "USA+0h: [1] 2", "USA+0h: [1] 3", "UNKNOWN+0h: [1] 4");
  }

  @Test
  void findsTheBoundToTheMillisecondAlsoWhenTheRequestComesLast() throws Exception {
    harness.send(
        events.impression("i1", "r1", T - 1, 1, "seat-1"),
        events.impression("i2", "r1", T, 2, "seat-1"),
        events.impression("i3", "r1", T + BOUND, 3, "seat-1"),
        events.impression("i4", "r1", T + BOUND + 1, 4, "seat-1"));
    harness.byCountry();

    harness.send(events.request("r1", T, "USA"));

    assertThat(texts(harness.byCountry()))
        .containsExactly(
            "UNKNOWN+0h: [-1] -2", "USA+0h: [1] 2", "UNKNOWN+0h: [-1] -3", "USA+0h: [1] 3");
  }

  @Test
  void countsADuplicateOnce() throws Exception {
    AggregationEvent request = events.request("r1", T, "USA");
    AggregationEvent impression = events.impression("i1", "r1", T + 5, 2.5, "seat-1");
    harness.send(request, impression, events.copyOf(impression), events.copyOf(request));
    harness.send(events.copyOf(impression));

    assertThat(texts(harness.byCountry())).containsExactly("USA+0h: [1] 2.5");
    assertThat(texts(harness.byBidder())).containsExactly("seat-1+0m: [1] 2.5");
    assertThat(harness.late()).isEmpty();
  }

  @Test
  void countsOneImpressionOfEachRequestWhenTheirIdsAreTheSame() throws Exception {
    harness.send(
        events.impression("i1", "r1", T, 1, "seat-1"),
        events.impression("i1", "r2", T, 2, "seat-1"));

    assertThat(texts(harness.byBidder())).containsExactly("seat-1+0m: [1] 1", "seat-1+0m: [1] 2");
  }

  @Test
  void takesTheFirstOfImpressionsThatDifferWhicheverComesFirst() throws Exception {
    harness.send(
        events.impression("i1", "r1", T + 1, 2, "b"),
        events.impression("i1", "r1", T + 2, 1, "a"),
        events.impression("i1", "r1", T + 1, 2, "c"));
    assertThat(texts(harness.byBidder())).containsExactly("b+0m: [1] 2");
    harness.byCountry();

    harness.send(events.impression("i1", "r1", T + 1, 1, "d"));

    assertThat(texts(harness.byBidder())).containsExactly("b+0m: [-1] -2", "d+0m: [1] 1");
    assertThat(texts(harness.byCountry()))
        .containsExactly("UNKNOWN+0h: [-1] -2", "UNKNOWN+0h: [1] 1");
  }

  @Test
  void movesAnImpressionToTheWindowOfItsEarlierCopy() throws Exception {
    harness.send(
        events.impression("i1", "r1", HOUR, 2, "a"),
        events.impression("i1", "r1", HOUR - 1, 2, "a"));

    assertThat(texts(harness.byCountry()))
        .containsExactly("UNKNOWN+0h: [1] 2", "UNKNOWN+0h: [-1] -2", "UNKNOWN-1h: [1] 2");
    assertThat(texts(harness.byBidder()))
        .containsExactly("a+0m: [1] 2", "a+0m: [-1] -2", "a-1m: [1] 2");
  }

  @Test
  void takesTheFirstOfRequestsThatDifferWhicheverComesFirst() throws Exception {
    harness.send(
        events.impression("i1", "r1", T + 10, 1, "seat-1"), events.request("r1", T + 1, "FRA"));
    harness.byCountry();

    harness.send(events.request("r1", T + 2, "AUT"), events.request("r1", T + 1, "USA"));
    assertThat(harness.byCountry()).isEmpty();

    harness.send(events.request("r1", T + 1, "DEU"));
    assertThat(texts(harness.byCountry())).containsExactly("FRA+0h: [-1] -1", "DEU+0h: [1] 1");

    harness.send(events.request("r1", T + 10 - BOUND - 1, "USA"));
    assertThat(texts(harness.byCountry())).containsExactly("DEU+0h: [-1] -1", "UNKNOWN+0h: [1] 1");
  }

  @Test
  void givesNoCountryToImpressionsWithoutRequest() throws Exception {
    harness.send(
        events.request("", T, "USA"),
        events.impression("i1", "", T + 1, 1, "seat-1"),
        events.impression("i2", "", T + 1, 2, "seat-1"),
        events.impression("i1", "", T + 1, 1, "seat-1"));

    assertThat(texts(harness.byCountry()))
        .containsExactly("UNKNOWN+0h: [1] 1", "UNKNOWN+0h: [1] 2");
  }

  @Test
  void goesOnAfterARestart() throws Exception {
    AggregationEvent impression = events.impression("i1", "r1", T + 5, 2.5, "seat-1");
    harness.send(impression);
    OperatorSubtaskState snapshot = harness.snapshot();
    harness.close();

    harness = new AttributeHarness(snapshot);
    harness.send(events.copyOf(impression), events.request("r1", T, "USA"));

    assertThat(texts(harness.byCountry()))
        .containsExactly("UNKNOWN+0h: [-1] -2.5", "USA+0h: [1] 2.5");
    assertThat(harness.byBidder()).isEmpty();
  }

  @Test
  void keepsARequestAsLongAsABoundThatWasMadeLongerSays() throws Exception {
    harness.send(events.request("r1", T, "USA"));
    OperatorSubtaskState snapshot = harness.snapshot();
    harness.close();

    harness = AttributeHarness.restored(AttributeHarness.BOUND.multipliedBy(2), snapshot);
    harness.watermark(T + 2 * BOUND + LATENESS - 1);
    harness.send(events.impression("i1", "r1", T + 2 * BOUND, 2.5, "seat-1"));
    assertThat(texts(harness.byCountry())).containsExactly("USA+0h: [1] 2.5");

    harness.watermark(T + 2 * BOUND + LATENESS);
    assertThat(harness.states()).isZero();
  }

  @Test
  void keepsOneTimerForARequest() throws Exception {
    harness.send(
        events.impression("i1", "r1", T + 9, 1, "seat-1"),
        events.impression("i2", "r1", T + 5, 1, "seat-1"),
        events.impression("i3", "r1", T + 90_000, 1, "seat-1"),
        events.request("r1", T, "USA"),
        events.request("r1", T - 1, "USA"));

    assertThat(harness.timers()).isEqualTo(1);
    assertThat(harness.states()).isEqualTo(1);
  }

  @Test
  void forgetsARequestWhenAllThatCouldBelongToItIsLate() throws Exception {
    harness.send(events.request("r1", T, "USA"));
    harness.watermark(T + BOUND + LATENESS - 1);
    assertThat(harness.states()).isEqualTo(1);

    harness.send(events.impression("i1", "r1", T + BOUND, 1, "seat-1"));
    assertThat(texts(harness.byCountry())).containsExactly("USA+0h: [1] 1");

    harness.watermark(T + BOUND + LATENESS);
    assertThat(harness.states()).isZero();
    assertThat(harness.timers()).isZero();
  }

  /** Slices relative to {@link #HOUR}: of hours by country, of minutes by bidder. */
  private static List<String> texts(List<Contribution> contributions) {
    return contributions.stream().map(AttributeImpressionsTest::text).toList();
  }

  private static String text(Contribution contribution) {
    long millis = contribution.slice - HOUR;
    boolean isHour = !contribution.key.matches("[a-z].*");
    return "%s%+d%s: %s"
        .formatted(
            contribution.key,
            millis / (isHour ? 3_600_000 : 60_000),
            isHour ? "h" : "m",
            contribution.totals);
  }
}

package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes, in whatever order, with duplicates, late events and a restart in between: the
 * tables say what is true of all events that are not in {@code late_events}.
 */
class AggregationPropertyTest {

  private static final String GEO = "hourly_impressions_by_geo";
  private static final String BIDDER = "rolling_metrics_by_bidder";
  private static final int CASES = 35;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void saysWhatIsTrueAndCorrectsNothingWhenAllIsOnTime(int parallelism) throws Exception {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<AggregationEvent> events = RandomEvents.of(random, 0);
      AggregationResults results = run(events, parallelism, random);

      assertTrue(results, events, seed);
      assertThat(results.byCountry.corrections()).as("seed %d", seed).isZero();
      assertThat(results.byBidder.corrections()).as("seed %d", seed).isZero();
      assertThat(results.uncounted.values())
          .as("seed %d", seed)
          .noneMatch(row -> row.get("reason").equals("LATE"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void saysWhatIsTrueOfAllThatIsNotTooLate(int parallelism) throws Exception {
    int corrections = 0;
    int late = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<AggregationEvent> events = RandomEvents.of(random, 0.3);
      AggregationResults results = run(events, parallelism, random);

      assertTrue(results, events, seed);
      corrections += results.byCountry.corrections() + results.byBidder.corrections();
      late += results.uncounted.size();
    }
    // Or else the cases show nothing.
    assertThat(corrections).isGreaterThan(CASES);
    assertThat(late).isGreaterThan(CASES / 2);
  }

  private static AggregationResults run(
      List<AggregationEvent> events, int parallelism, Random random) throws Exception {
    AggregationResults results = new AggregationResults();
    AggregationPipeline pipeline = new AggregationPipeline(parallelism, results);
    int restart = random.nextInt(2 * events.size() + 1);
    long newest = Long.MIN_VALUE + RandomEvents.OUT_OF_ORDERNESS + 1;
    for (int i = 0; i < events.size(); i++) {
      if (i == restart) {
        pipeline = pipeline.restarted(random.nextBoolean() ? parallelism : 2);
      }
      AggregationEvent event = events.get(i);
      pipeline.send(event);
      newest = event.ahead ? newest : Math.max(newest, event.time);
      for (int subtask = 0; subtask < pipeline.parallelism(); subtask++) {
        if (random.nextBoolean()) {
          pipeline.watermark(subtask, newest - RandomEvents.OUT_OF_ORDERNESS - 1);
        }
      }
    }
    for (int subtask = 0; subtask < pipeline.parallelism(); subtask++) {
      pipeline.watermark(subtask, Long.MAX_VALUE);
    }
    assertThat(pipeline.open()).as("states and timers at the end").isZero();
    pipeline.close();
    return results;
  }

  private static void assertTrue(
      AggregationResults results, List<AggregationEvent> events, int seed) {
    AggregationTruth byCountry = truth(results, GEO, events);
    AggregationTruth byBidder = truth(results, BIDDER, events);
    assertThat(results.byCountry.rows())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(byCountry.byCountry());
    assertThat(results.byBidder.rows())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(byBidder.byBidder());
    for (AggregationEvent event : events) {
      assertThat(reason(results, GEO, event)).as("seed %d: %s", seed, event.id).isTrue();
      if (!event.isRequest()) {
        assertThat(reason(results, BIDDER, event)).as("seed %d: %s", seed, event.id).isTrue();
      }
    }
  }

  private static AggregationTruth truth(
      AggregationResults results, String table, List<AggregationEvent> events) {
    return new AggregationTruth(
        events.stream().filter(event -> results.counts(table, event)).toList());
  }

  /** Whether an event is counted, or not for a reason that holds. */
  private static boolean reason(AggregationResults results, String table, AggregationEvent event) {
    Map<String, Object> row =
        results.uncounted.get(new AggregationResults.Uncounted(table, event.offset));
    String reason = row == null ? "" : (String) row.get("reason");
    return switch (reason) {
      case "AHEAD" -> event.ahead;
      case "LATE" ->
          !event.ahead && (long) row.get("lateness_ms") >= AttributeHarness.LATENESS.toMillis();
      case "UNPRICED" -> !event.ahead && event.unpriced != null;
      default -> !event.ahead && event.unpriced == null;
    };
  }
}

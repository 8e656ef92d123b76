package io.bidlake.bench.pieces;

import io.bidlake.generator.auction.TrafficRates;
import io.bidlake.generator.encoding.Encoding;
import io.bidlake.generator.funnel.FunnelFactory;
import io.bidlake.generator.funnel.FunnelRates;
import io.bidlake.generator.market.Market;
import io.bidlake.generator.stream.MishapRates;
import io.bidlake.generator.stream.Schedule;
import io.bidlake.generator.stream.Timeline;
import io.bidlake.model.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** The generator's events as values of Kafka records; the same ones each time. */
public final class GeneratedEvents {

  private static final long SEED = 26;
  private static final double REQUESTS_PER_SECOND = 100;

  private GeneratedEvents() {}

  /**
   * Returns the values in the wire format, in the order in which they are sent.
   *
   * @param schemaIds returns the id of a topic's schema in the registry
   */
  public static List<Value> of(int requests, ToIntFunction<Topic<?>> schemaIds) {
    return of(requests, Encoding.avro(schemaIds));
  }

  /** Returns the same events in another encoding. */
  static List<Value> of(int requests, Encoding encoding) {
    FunnelFactory funnels =
        new FunnelFactory(
            Market.create(),
            SEED,
            new TrafficRates(0.30, 0.08, 0.01, 0.10, 0.05, 0.02),
            new FunnelRates(0.60, 0.05, 0.15, 0, 0, 0, 0.05));
    Schedule schedule =
        new Schedule(
            Instant.parse("2026-02-03T00:00:00Z"), REQUESTS_PER_SECOND, Duration.ofHours(24));
    MishapRates noMishaps = new MishapRates(0, 0, Duration.ofMinutes(5), 0);
    Timeline timeline =
        new Timeline(funnels, Optional.empty(), schedule, noMishaps, SEED, requests, encoding);
    List<Value> values = new ArrayList<>();
    timeline.forEachRemaining(message -> values.add(new Value(message.topic(), message.value())));
    return values;
  }

  /** The value of a Kafka record. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Value(Topic<?> topic, byte[] bytes) {}
}

package io.bidlake.generator.stream;

import io.bidlake.generator.encoding.Encoding;
import io.bidlake.generator.example.ExampleFactory;
import io.bidlake.generator.example.ExampleRates;
import io.bidlake.generator.funnel.FunnelFactory;
import io.bidlake.generator.funnel.SampleFunnels;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Timelines to look at. */
public final class SampleTimelines {

  public static final MishapRates NO_MISHAPS = new MishapRates(0, 0, Duration.ofMinutes(5), 0);

  private SampleTimelines() {}

  static int schemaId(Topic<?> topic) {
    return topic.code() + 1;
  }

  /** A timeline of 100 requests/s. */
  public static Timeline timeline(long seed, MishapRates mishaps, long requests) {
    return timeline(seed, mishaps, requests, Encoding.avro(SampleTimelines::schemaId));
  }

  private static Timeline timeline(
      long seed, MishapRates mishaps, long requests, Encoding encoding) {
    return timeline(SampleFunnels.factory(seed), seed, mishaps, requests, encoding);
  }

  private static Timeline timeline(
      FunnelFactory funnels, long seed, MishapRates mishaps, long requests, Encoding encoding) {
    Schedule schedule =
        new Schedule(Instant.ofEpochMilli(SampleFunnels.START), 100, Duration.ofHours(1));
    return new Timeline(funnels, Optional.empty(), schedule, mishaps, seed, requests, encoding);
  }

  /** Messages where of what is won much is lost. */
  static List<Message> lossy(long seed, MishapRates mishaps, long requests, Encoding encoding) {
    List<Message> messages = new ArrayList<>();
    timeline(SampleFunnels.factory(seed, SampleFunnels.LOSSY), seed, mishaps, requests, encoding)
        .forEachRemaining(messages::add);
    return messages;
  }

  /** Messages with example events, of which each click and each impression leads to one. */
  static List<Message> withExamples(long seed, MishapRates mishaps, long requests) {
    Schedule schedule =
        new Schedule(Instant.ofEpochMilli(SampleFunnels.START), 100, Duration.ofHours(1));
    KafkaSettings kafka = new KafkaSettings("", Map.of(), Map.of(), Map.of());
    List<Message> messages = new ArrayList<>();
    new Timeline(
            SampleFunnels.factory(seed),
            Optional.of(new ExampleFactory(seed, new ExampleRates(1, 1))),
            schedule,
            mishaps,
            seed,
            requests,
            Encoding.of(kafka, ExampleTopics.WITH_OTHERS, SampleTimelines::schemaId))
        .forEachRemaining(messages::add);
    return messages;
  }

  static List<Message> messages(long seed, MishapRates mishaps, long requests) {
    List<Message> messages = new ArrayList<>();
    timeline(seed, mishaps, requests).forEachRemaining(messages::add);
    return messages;
  }

  static List<Message> messages(long seed, MishapRates mishaps, long requests, Encoding encoding) {
    List<Message> messages = new ArrayList<>();
    timeline(seed, mishaps, requests, encoding).forEachRemaining(messages::add);
    return messages;
  }
}

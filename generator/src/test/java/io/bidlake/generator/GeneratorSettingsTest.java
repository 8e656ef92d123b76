package io.bidlake.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.RunSettings.AfterBackfill;
import io.bidlake.generator.example.ExampleRates;
import io.bidlake.generator.stream.Schedule;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorSettingsTest {

  private static final Instant NOW = Instant.parse("2026-02-03T12:00:00Z");

  @Test
  void hasTheDefaultsOfTheReadme() {
    GeneratorSettings settings = read(Map.of());

    assertThat(settings.kafka().bootstrapServers()).isEqualTo("localhost:29092");
    assertThat(settings.registry().url()).isEqualTo("http://localhost:8082/apis/ccompat/v7");
    assertThat(settings.kafka().nameOf(Topics.IMPRESSIONS)).isEqualTo("impressions");
    assertThat(settings.run().requestsPerSecond()).isEqualTo(10);
    assertThat(settings.funnel().bidResponse()).isEqualTo(0.60);
    assertThat(settings.funnel().win()).isEqualTo(0.15);
    assertThat(settings.funnel().click()).isEqualTo(0.05);
    assertThat(settings.traffic().foreignCurrency()).isEqualTo(0.10);
    assertThat(settings.mishaps().lateBy()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.print()).isEmpty();
    assertThat(settings.examples()).contains(new ExampleRates(0.95, 0.03));
  }

  @Test
  void sendsExampleEventsUnlessTheyAreLeftOut() {
    assertThat(read(Map.of()).topics()).isEqualTo(ExampleTopics.WITH_OTHERS);
    assertThat(read(Map.of("VIEWABILITY_RATE", "0.5", "CONVERSION_RATE", "0.1")).examples())
        .contains(new ExampleRates(0.5, 0.1));

    GeneratorSettings without = read(Map.of("EXAMPLE_EVENTS", "false"));
    assertThat(without.examples()).isEmpty();
    assertThat(without.topics()).isEqualTo(Topics.ALL);
  }

  /** They are in Avro, and need a schema registry. */
  @Test
  void sendsNoExampleEventsIfNoOtherTopicIsInAvro() {
    assertThat(read(Map.of("FORMAT", "openrtb-json")).topics()).isEqualTo(Topics.ALL);
    assertThat(read(Map.of("TOPIC_CLICKS_FORMAT", "notices")).topics())
        .isEqualTo(ExampleTopics.WITH_OTHERS);
  }

  @Test
  void printsNoExampleEvents() {
    assertThat(read(Map.of("PRINT", "3", "EXAMPLE_EVENTS", "true")).examples()).isEmpty();
  }

  @Test
  void takesTheEnvironmentAndHandsKafkasOwnSettingsOn() {
    GeneratorSettings settings =
        read(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "TOPIC_BID_REQUESTS", "requests",
                "EVENTS_PER_SECOND", "0.5",
                "BACKFILL_HOURS", "1.5"));

    assertThat(settings.kafka().bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(settings.kafka().clientProperties())
        .containsExactlyEntriesOf(Map.of("security.protocol", "SASL_SSL"));
    assertThat(settings.kafka().nameOf(Topics.BID_REQUESTS)).isEqualTo("requests");
    assertThat(settings.run().requestsPerSecond()).isEqualTo(0.5);
    assertThat(settings.run().backfill()).isEqualTo(Duration.ofMinutes(90));
  }

  @Test
  void writesAllTopicsInOneFormatOrEachInItsOwn() {
    assertThat(formats(Map.of())).containsOnly(TopicFormat.AVRO);
    assertThat(formats(Map.of("TOPIC_CLICKS_FORMAT", "notices")))
        .containsExactly(
            TopicFormat.AVRO,
            TopicFormat.AVRO,
            TopicFormat.AVRO,
            TopicFormat.NOTICES,
            TopicFormat.AVRO);
    assertThat(formats(Map.of("FORMAT", "openrtb-json", "TOPIC_CLICKS_FORMAT", "avro")))
        .containsExactly(
            TopicFormat.OPENRTB_JSON,
            TopicFormat.OPENRTB_JSON,
            TopicFormat.NOTICES,
            TopicFormat.NOTICES,
            TopicFormat.NOTICES);
    assertThat(formats(Map.of("FORMAT", "avro", "TOPIC_CLICKS_FORMAT", "notices")))
        .containsOnly(TopicFormat.AVRO);
  }

  @Test
  void sendsAllLinesToOneTopicIfAsked() {
    KafkaSettings kafka =
        read(Map.of(
                "FORMAT", "openrtb-json",
                "TOPIC_IMPRESSIONS", "tracker",
                "TOPIC_CLICKS", "tracker",
                "TOPIC_NOTICES", "tracker"))
            .kafka();

    assertThat(kafka.nameOf(Topics.IMPRESSIONS)).isEqualTo("tracker");
    assertThat(kafka.nameOf(Topics.NOTICES)).isEqualTo("tracker");
  }

  @Test
  void aBackfillEndsNowUnlessAStartIsSet() {
    RunSettings run = read(Map.of("BACKFILL_HOURS", "2")).run();
    assertThat(run.schedule(NOW).backfillEnd()).isEqualTo(NOW.toEpochMilli());

    RunSettings fixed = read(Map.of("BACKFILL_HOURS", "2", "START", "2026-01-01T00:00:00Z")).run();
    assertThat(Instant.ofEpochMilli(fixed.schedule(NOW).timeOf(0)))
        .hasToString("2026-01-01T00:00:00Z");
  }

  @Test
  void theShorterOfBackfillAndMaxRequestsBoundsTheRun() {
    assertThat(requests(Map.of())).isEqualTo(Long.MAX_VALUE);
    assertThat(requests(Map.of("MAX_REQUESTS", "7"))).isEqualTo(7);
    assertThat(requests(Map.of("BACKFILL_HOURS", "1"))).isEqualTo(Long.MAX_VALUE);
    assertThat(requests(Map.of("BACKFILL_HOURS", "1", "BACKFILL_ONLY", "true"))).isEqualTo(36_000);
    assertThat(
            requests(Map.of("BACKFILL_HOURS", "1", "BACKFILL_ONLY", "true", "MAX_REQUESTS", "99")))
        .isEqualTo(99);
    assertThat(read(Map.of()).run().afterBackfill()).isEqualTo(AfterBackfill.GO_ON);
  }

  @Test
  void withoutASeedEachRunHasItsOwn() {
    RunSettings run = read(Map.of()).run();

    assertThat(run.seedOrRandom()).isNotEqualTo(run.seedOrRandom());
    assertThat(read(Map.of("SEED", "-3")).run().seedOrRandom()).isEqualTo(-3);
  }

  private static List<TopicFormat> formats(Map<String, String> environment) {
    KafkaSettings kafka = read(environment).kafka();
    return Topics.ALL.stream().map(kafka::formatOf).toList();
  }

  private static long requests(Map<String, String> environment) {
    RunSettings run = read(environment).run();
    Schedule schedule = run.schedule(NOW);
    return run.requests(schedule);
  }

  private static GeneratorSettings read(Map<String, String> environment) {
    Settings settings = Settings.of(List.of(), environment);
    GeneratorSettings read = GeneratorSettings.read(settings);
    settings.check();
    return read;
  }
}

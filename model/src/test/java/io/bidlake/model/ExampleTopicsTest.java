package io.bidlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class ExampleTopicsTest {

  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.789Z");

  @Test
  void areReadByNoJobButTheLandingJob() {
    assertThat(ExampleTopics.ALL)
        .extracting(Topic::name)
        .containsExactly("events.viewability", "events.conversions");
    assertThat(Topics.ALL).doesNotContainAnyElementsOf(ExampleTopics.ALL);
    assertThat(ExampleTopics.WITH_OTHERS)
        .containsAll(Topics.ALL)
        .containsAll(ExampleTopics.ALL)
        .hasSize(Topics.ALL.size() + ExampleTopics.ALL.size());
  }

  @Test
  void haveCodesThatNoOtherTopicHas() {
    assertThat(ExampleTopics.WITH_OTHERS).extracting(Topic::code).doesNotHaveDuplicates();
  }

  @Test
  void knowKeyIdAndTimeOfTheirEvents() {
    Viewability viewability = new Viewability();
    viewability.setRequestId(new Utf8("request-1"));
    viewability.setEventId(new Utf8("event-1"));
    viewability.setViewedAt(TIME);
    Conversion conversion = new Conversion();
    conversion.setRequestId(new Utf8("request-2"));
    conversion.setEventId(new Utf8("event-2"));
    conversion.setConvertedAt(TIME);

    Topic<Viewability> views = ExampleTopics.VIEWABILITY;
    assertThat((Object) views.requestId().apply(viewability)).isEqualTo(new Utf8("request-1"));
    assertThat((Object) views.id().apply(viewability)).isEqualTo(new Utf8("event-1"));
    assertThat(views.eventTime().apply(viewability)).isEqualTo(TIME);
    Topic<Conversion> conversions = ExampleTopics.CONVERSIONS;
    assertThat((Object) conversions.requestId().apply(conversion)).isEqualTo(new Utf8("request-2"));
    assertThat((Object) conversions.id().apply(conversion)).isEqualTo(new Utf8("event-2"));
    assertThat(conversions.eventTime().apply(conversion)).isEqualTo(TIME);
  }

  @Test
  void haveTheirNamesWhateverTheSettingsSayOfOthers() {
    KafkaSettings settings =
        KafkaSettings.read(Settings.of(List.of("--topic.clicks", "taps"), Map.of()));

    assertThat(ExampleTopics.ALL)
        .extracting(settings::nameOf)
        .containsExactly("events.viewability", "events.conversions");
    assertThat(ExampleTopics.ALL).extracting(settings::formatOf).containsOnly(TopicFormat.AVRO);
  }
}

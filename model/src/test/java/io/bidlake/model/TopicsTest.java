package io.bidlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void namesTheFourTopics() {
    assertThat(Topics.ALL)
        .extracting(Topic::name)
        .containsExactly("bid-requests", "bid-responses", "impressions", "clicks");
  }

  @Test
  void keysABidRequestByItsIdWhichIsItsRootIdToo() {
    assertAccessors(
        Topics.BID_REQUESTS,
        SampleBidRequest.bidRequest(),
        "request-1",
        "request-1",
        "2026-02-03T04:05:06.789Z");
  }

  @Test
  void keysABidResponseByTheRequestAndKnowsItByItsBidid() {
    assertAccessors(
        Topics.BID_RESPONSES,
        SampleEvents.bidResponse(),
        "request-1",
        "response-1",
        "2026-02-03T04:05:06.869Z");
  }

  @Test
  void keysAnImpressionByTheRequestAndKnowsItByItsImpressionId() {
    assertAccessors(
        Topics.IMPRESSIONS,
        SampleEvents.impression(),
        "request-1",
        "impression-1",
        "2026-02-03T04:05:07.739Z");
  }

  @Test
  void keysAClickByTheRequestAndKnowsItByItsClickId() {
    assertAccessors(
        Topics.CLICKS, SampleEvents.click(), "request-1", "click-1", "2026-02-03T04:05:14.289Z");
  }

  @Test
  void namesTheSubjectAfterTheTopicThatTheSettingsGive() {
    assertThat(Topic.subject("eu-clicks")).isEqualTo("eu-clicks-value");
  }

  private static <T extends SpecificRecord> void assertAccessors(
      Topic<T> topic, T event, String key, String rootId, String eventTime) {
    assertThat(topic.key().apply(event).toString()).isEqualTo(key);
    assertThat(topic.rootId().apply(event).toString()).isEqualTo(rootId);
    assertThat(topic.eventTime().apply(event)).isEqualTo(Instant.parse(eventTime));
    assertThat(topic.recordClass()).isEqualTo(event.getClass());
    assertThat(topic.schema()).isEqualTo(event.getSchema());
  }
}

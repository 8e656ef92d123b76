package io.bidlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void namesTheTopics() {
    assertThat(Topics.ALL)
        .extracting(Topic::name)
        .containsExactly("bid-requests", "bid-responses", "impressions", "clicks", "notices");
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
  void numbersTopicsAsSavepointsKnowThem() {
    assertThat(Topics.ALL)
        .extracting(topic -> topic.code() + " " + topic.name())
        .containsExactly(
            "0 bid-requests", "1 bid-responses", "2 impressions", "3 clicks", "4 notices");
  }

  @Test
  void knowsWhatEachEventFollowsFromAndHowSoon() {
    assertThat(Topics.BID_REQUESTS.parent()).isNull();
    assertParent(
        Topics.BID_RESPONSES, SampleEvents.bidResponse(), Topics.BID_REQUESTS, "request-1", 5);
    assertParent(
        Topics.IMPRESSIONS, SampleEvents.impression(), Topics.BID_RESPONSES, "response-1", 10);
    assertParent(Topics.CLICKS, SampleEvents.click(), Topics.IMPRESSIONS, "impression-1", 60);
  }

  @Test
  void listsTheFunnelFromItsMouthDown() {
    for (int i = 1; i < Topics.FUNNEL.size(); i++) {
      assertThat(Topics.FUNNEL.get(i).parent().topic()).isSameAs(Topics.FUNNEL.get(i - 1));
    }
    assertThat(Topics.ALL).containsAll(Topics.FUNNEL);
  }

  @Test
  void travelsToTaskManagers() throws IOException, ClassNotFoundException {
    for (Topic<?> topic : Topics.ALL) {
      Topic<?> copy = copyOf(topic);
      assertThat(copy.name()).isEqualTo(topic.name());
      assertThat(copy.schema()).isEqualTo(topic.schema());
    }
  }

  private static Topic<?> copyOf(Topic<?> topic) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(topic);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Topic<?>) in.readObject();
    }
  }

  private static <T extends SpecificRecord> void assertParent(
      Topic<T> topic, T event, Topic<?> parent, String parentId, int seconds) {
    assertThat(topic.parent().topic()).isSameAs(parent);
    assertThat(topic.parent().id().apply(event).toString()).isEqualTo(parentId);
    assertThat(topic.parent().within()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void namesTheSubjectAfterTheTopicThatTheSettingsGive() {
    assertThat(Topic.subject("eu-clicks")).isEqualTo("eu-clicks-value");
  }

  private static <T extends SpecificRecord> void assertAccessors(
      Topic<T> topic, T event, String key, String rootId, String eventTime) {
    assertThat(topic.requestId().apply(event).toString()).isEqualTo(key);
    assertThat(topic.id().apply(event).toString()).isEqualTo(rootId);
    assertThat(topic.eventTime().apply(event)).isEqualTo(Instant.parse(eventTime));
    assertThat(topic.recordClass()).isEqualTo(event.getClass());
    assertThat(topic.schema()).isEqualTo(event.getSchema());
  }
}

package io.bidlake.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficTest {

  @Test
  void sendsAndReadsTheWholeFunnel() {
    Traffic traffic = Traffic.events(86_400);

    assertThat(traffic.names())
        .containsExactlyInAnyOrder(
            "events-bid-requests",
            "events-bid-responses",
            "events-impressions",
            "events-clicks",
            "events-notices");
    assertThat(traffic.environment(traffic.loads().get(0)))
        .containsEntry("TOPIC_BID_REQUESTS", "events-bid-requests")
        .containsEntry("EVENTS_PER_SECOND", "1.0")
        .containsEntry("MAX_REQUESTS", "86400")
        .containsEntry("EXAMPLE_EVENTS", "false");
  }

  @Test
  void sendsTheSameRequestsInJsonAndTellsContendersSo() {
    Traffic json = Traffic.jsonRequests("json", 1_000);
    Traffic avro = Traffic.requests("avro", 1_000);

    assertThat(json.loads()).isEqualTo(avro.loads());
    assertThat(json.environment(json.loads().get(0)))
        .containsEntry("TOPIC_BID_REQUESTS_FORMAT", "openrtb-json");
    assertThat(json.asArguments())
        .containsSequence("--topic.bid-requests", "json-bid-requests")
        .containsSequence("--topic.bid-requests.format", "openrtb-json");
    assertThat(avro.asArguments()).doesNotContain("--topic.bid-requests.format");
  }

  @Test
  void givesContendersEmptyTopicsForWhatTheyAreNotToRead() {
    Traffic traffic = Traffic.notices(1_000);

    assertThat(traffic.asArguments())
        .containsSequence("--topic.bid-requests", "empty-bid-requests")
        .containsSequence("--topic.clicks", "notices-clicks");
  }

  @Test
  void endsAllWindowsWithEventsOfALaterHour() {
    List<Map<String, String>> loads = Traffic.windows("funnel", 1_000, Topics.FUNNEL).loads();

    assertThat(loads).hasSize(2);
    assertThat(loads.get(0)).containsEntry("START", "2026-02-03T00:00:00Z");
    assertThat(loads.get(1)).containsEntry("START", "2026-02-03T07:00:00Z");
    assertThat(Traffic.windows("day", 24, 1_000, Topics.FUNNEL).loads().get(1))
        .containsEntry("START", "2026-02-04T03:00:00Z");
  }

  /** A run waits until the job has committed these topics, so it must read all of them. */
  @Test
  void fillsOnlyTopicsThatTheJobReads() {
    Traffic traffic = Traffic.windows("funnel", 1_000, Topics.FUNNEL);

    assertThat(traffic.names())
        .containsExactly(
            "funnel-bid-requests",
            "funnel-bid-responses",
            "funnel-impressions",
            "funnel-clicks",
            "empty-notices");
  }

  @Test
  void readsSomeOfTheSameTopics() {
    Traffic traffic = Traffic.events(1_000).only(List.of(Topics.IMPRESSIONS));

    assertThat(traffic.nameOf(Topics.IMPRESSIONS)).isEqualTo("events-impressions");
    assertThat(traffic.nameOf(Topics.CLICKS)).isEqualTo("empty-clicks");
  }
}

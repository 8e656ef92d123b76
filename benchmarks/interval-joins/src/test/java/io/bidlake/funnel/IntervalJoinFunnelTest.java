package io.bidlake.funnel;

import static io.bidlake.funnel.TestEvents.PUBLISHER;
import static io.bidlake.funnel.TestEvents.click;
import static io.bidlake.funnel.TestEvents.impression;
import static io.bidlake.funnel.TestEvents.request;
import static io.bidlake.funnel.TestEvents.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topics;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.Tables;
import io.bidlake.testing.RowValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;

class IntervalJoinFunnelTest {

  private static final FunnelStages STAGES = FunnelStages.of(Topics.FUNNEL, 5_000, 10_000, 60_000);
  private static final long HOUR = 1_700_000_000_000L / 3_600_000 * 3_600_000;

  /** More rows than any of the tests gives. */
  private static final int ENOUGH = 100;

  private final StreamExecutionEnvironment env =
      StreamExecutionEnvironment.createLocalEnvironment(
          2, new Configuration().set(PipelineOptions.OBJECT_REUSE, true));

  @Test
  void countsWhatComesWithinTheBounds() throws Exception {
    assertThat(
            rows(
                List.of(request("r1", HOUR), request("r2", HOUR + 1)),
                List.of(response("r1", "a", HOUR + 5_000)),
                List.of(impression("r1", "a", "i", HOUR + 15_000)),
                List.of(click("r1", "i", "c", HOUR + 75_000))))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("publisher_id", PUBLISHER)
                    .containsEntry("bid_requests", 2L)
                    .containsEntry("bid_responses", 1L)
                    .containsEntry("impressions", 1L)
                    .containsEntry("clicks", 1L)
                    .containsEntry("fill_rate", 0.5)
                    .containsEntry("ctr", 1.0));
  }

  @Test
  void leavesOutWhatComesAfterTheBoundsAndWhatFollowsIt() throws Exception {
    assertThat(
            rows(
                List.of(request("r1", HOUR)),
                List.of(response("r1", "a", HOUR + 5_001)),
                List.of(impression("r1", "a", "i", HOUR + 6_000)),
                List.of(click("r1", "i", "c", HOUR + 7_000))))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("bid_requests", 1L)
                    .containsEntry("bid_responses", 0L)
                    .containsEntry("impressions", 0L)
                    .containsEntry("clicks", 0L));
  }

  @Test
  void leavesOutRequestsThatAreNotAccepted() throws Exception {
    FunnelEvent test = request("r1", HOUR);
    test.accepted = false;

    assertThat(
            rows(
                List.of(test, request("r2", HOUR)),
                List.of(response("r1", "a", HOUR + 1)),
                List.of(impression("r1", "a", "i", HOUR + 2)),
                List.of(click("r1", "i", "c", HOUR + 3))))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("bid_requests", 1L)
                    .containsEntry("bid_responses", 0L));
  }

  private List<Map<String, Object>> rows(
      List<FunnelEvent> requests,
      List<FunnelEvent> responses,
      List<FunnelEvent> impressions,
      List<FunnelEvent> clicks)
      throws Exception {
    Map<String, List<FunnelEvent>> events =
        Map.of(
            Topics.BID_REQUESTS.name(), requests,
            Topics.BID_RESPONSES.name(), responses,
            Topics.IMPRESSIONS.name(), impressions,
            Topics.CLICKS.name(), clicks);
    var table = Tables.HOURLY_FUNNEL_BY_PUBLISHER;
    DataStream<RowData> changes =
        new IntervalJoinFunnel(STAGES)
            .connect(topic -> stream(events.get(topic.name())), TableRows.asDefined(table));
    return changes.executeAndCollect(ENOUGH).stream()
        .map(row -> RowValues.of(table.schema(), row))
        .toList();
  }

  private DataStream<FunnelEvent> stream(List<FunnelEvent> events) {
    return env.fromData(events, FunnelEvent.TYPE)
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<FunnelEvent>forBoundedOutOfOrderness(Duration.ofSeconds(5))
                .withTimestampAssigner((event, kafkaTime) -> event.time));
  }
}

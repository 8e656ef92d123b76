package io.bidlake.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.auction.Fact.Bid;
import io.bidlake.auction.Fact.Kind;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.tables.Tables;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // The harness's close() can be interrupted.
class FollowAuctionTest {

  private static final AuctionBounds SHORTER = new AuctionBounds(2_000, 10_000, 60_000, 3_600_000);
  private static final TableRows<?> LATE_EVENTS = TableRows.asDefined(Tables.LATE_EVENTS);

  private static KeyedOneInputStreamOperatorTestHarness<EventId, AuctionEvent, Contribution> job(
      AuctionBounds bounds) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new FollowAuction(
                bounds, Duration.ofHours(1), TableRows.asDefined(Tables.LATE_EVENTS))),
        AuctionEvent::key,
        EventId.TYPE);
  }

  private static StreamRecord<AuctionEvent> event(
      Topic<?> topic, String requestId, String id, Fact fact) {
    AuctionEvent event = new AuctionEvent();
    event.topic = (byte) topic.code();
    event.requestId = EventId.of(requestId);
    event.id = EventId.of(id);
    event.time = fact.time();
    event.fact = fact;
    return new StreamRecord<>(event);
  }

  /** Returns what was emitted for a table, as texts. */
  private static List<String> changes(
      KeyedOneInputStreamOperatorTestHarness<EventId, AuctionEvent, Contribution> job,
      AuctionTable table) {
    var out = job.getSideOutput(table.tag());
    return out == null
        ? List.of()
        : out.stream()
            .map(record -> record.getValue())
            .map(change -> change.key.replace('\0', '/') + " " + change.totals)
            .toList();
  }

  @Test
  void takesBackWhatWasCountedByFormerBounds() throws Exception {
    OperatorSubtaskState state;
    try (var job = job(Facts.BOUNDS)) {
      job.open();
      job.processElement(
          event(Topics.BID_REQUESTS, "r", "r", Facts.request(Facts.slot("1", "1x1", 0))));
      job.processElement(
          event(
              Topics.BID_RESPONSES,
              "r",
              "p",
              Facts.response("p", 3_000, null, Facts.bid("a", "1", 1, null))));
      assertThat(changes(job, AuctionTable.LEAKAGE))
          .containsExactlyInAnyOrder(
              "pub/NO_RESPONSE [1] 0", "pub/NO_RESPONSE [-1] 0", "pub/LOST [1] 0");
      state = job.snapshot(1, 1);
    }
    try (var job = job(SHORTER)) {
      job.initializeState(state);
      job.open();
      job.processElement(
          event(Topics.NOTICES, "r", "b", Facts.notice(Kind.BILLING, "b", 4_000, "1", "a", 1)));

      assertThat(changes(job, AuctionTable.LEAKAGE))
          .containsExactlyInAnyOrder("pub/LOST [-1] 0", "pub/BILLED_NOT_RENDERED [1] 0");
    }
  }

  @Test
  void keepsNothingThatBelongsToNoRequest() throws Exception {
    try (var job = job(Facts.BOUNDS)) {
      job.open();
      job.processElement(
          event(Topics.NOTICES, "", "b", Facts.notice(Kind.BILLING, "b", 4_000, "1", "a", 1)));
      job.processElement(event(Topics.BID_RESPONSES, "", "", Facts.response("", 0, null)));

      assertThat(job.numKeyedStateEntries()).isZero();
      assertThat(changes(job, AuctionTable.GAPS)).isEmpty();
    }
  }

  @Test
  void refusesMoreBidsThanOneRequestCanHave() throws Exception {
    Bid[] bids = new Bid[100];
    Arrays.fill(bids, Facts.bid("a", "1", 1, null));
    try (var job = job(Facts.BOUNDS)) {
      job.open();
      for (int i = 0; i < 10; i++) {
        job.processElement(
            event(Topics.BID_RESPONSES, "r", "p" + i, Facts.response("p" + i, 0, null, bids)));
      }

      // The tenth has the bids 910 to 1,009, and is used by five tables.
      assertThat(job.getSideOutput(LATE_EVENTS.tag())).hasSize(5);
    }
  }
}

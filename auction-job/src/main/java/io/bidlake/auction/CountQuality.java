package io.bidlake.auction;

import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.auction.Fact.Response;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Totals;
import io.bidlake.tables.AuctionCounts.Quality;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the events of each topic. What a copy of an event adds is known when it arrives, and is
 * never taken back. Which of its copies is the distinct event, and whether that is an orphan,
 * depends on the other events of the request.
 */
record CountQuality(AuctionBounds bounds) {

  /** Counts the distinct events of a request, and the orphans among them. */
  void count(AuctionState state, AuctionTotals out) {
    if (!state.isInQuality()) {
      return;
    }
    Request request = state.request();
    if (request != null) {
      countDistinct(Topics.BID_REQUESTS, request, true, out);
    }
    for (Response response : state.responses()) {
      boolean answers = belongs(response, request, bounds.response());
      countDistinct(Topics.BID_RESPONSES, response, answers, out);
    }
    List<Response> answers = state.answers(bounds);
    Map<EventId, Outcome> impressions = new HashMap<>();
    for (Outcome impression : state.outcomes(Kind.IMPRESSION)) {
      boolean isOfAnswer = !AuctionState.parents(impression, answers, bounds).isEmpty();
      countDistinct(Topics.IMPRESSIONS, impression, isOfAnswer, out);
      if (isOfAnswer) {
        impressions.put(impression.id(), impression);
      }
    }
    for (Outcome outcome : state.outcomes()) {
      if (outcome.kind() == Kind.CLICK) {
        Outcome clicked = impressions.get(outcome.parent());
        countDistinct(Topics.CLICKS, outcome, belongs(outcome, clicked, bounds.click()), out);
      } else if (outcome.kind().isNotice()) {
        countDistinct(Topics.NOTICES, outcome, belongs(outcome, request, bounds.notice()), out);
      }
    }
  }

  private static boolean belongs(Fact fact, Fact parent, long bound) {
    return parent != null && AuctionBounds.follows(fact.time(), parent.time(), bound);
  }

  private static void countDistinct(
      Topic<?> topic, Fact fact, boolean isOfRequest, AuctionTotals out) {
    Totals row = out.of(AuctionTable.QUALITY, topic.name(), fact.time());
    row.addCount(Quality.DISTINCT, 1);
    if (!isOfRequest) {
      row.addCount(Quality.ORPHANS, 1);
    }
  }

  /** Counts a copy of an event. */
  static void countCopy(AuctionEvent event, AuctionTotals out) {
    Totals row = rowAt(event.time, event, out);
    row.addCount(Quality.EVENTS, 1);
    if (event.rejection != null) {
      row.addCount(Quality.rejected(event.rejection), 1);
    }
    long delay = event.receivedAt - event.time;
    if (delay < 0) {
      row.addCount(Quality.AHEAD_OF_TIME, 1);
    }
    row.addPrice(Quality.DELAY, Quality.delay(Math.min(Math.max(delay, 0), Quality.LONGEST_DELAY)));
  }

  /**
   * Counts an event that belongs to no request, and to which nothing belongs. Its copies are not
   * known.
   */
  static void countAlone(AuctionEvent event, AuctionTotals out) {
    countCopy(event, out);
    countDistinct(topicOf(event), event.fact, event.isOf(Topics.BID_REQUESTS), out);
  }

  /** Counts a dead letter when it was received. */
  static void countDeadLetter(AuctionEvent event, AuctionTotals out) {
    rowAt(event.time, event, out).addCount(Quality.deadLetters(event.deadLetter), 1);
  }

  /**
   * Counts an event or dead letter whose own row may not change any more.
   *
   * @param watermark what the job has reached, in ms: the row of this time can change
   */
  static void countLate(AuctionEvent event, long watermark, AuctionTotals out) {
    rowAt(watermark, event, out).addCount(Quality.LATE, 1);
  }

  private static Totals rowAt(long time, AuctionEvent event, AuctionTotals out) {
    return out.of(AuctionTable.QUALITY, topicOf(event).name(), time);
  }

  private static Topic<?> topicOf(AuctionEvent event) {
    return Topics.ALL.stream().filter(event::isOf).findFirst().orElseThrow();
  }
}

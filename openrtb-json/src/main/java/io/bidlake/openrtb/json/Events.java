package io.bidlake.openrtb.json;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Feed;
import io.bidlake.model.Topics;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.TakenTopics;
import io.bidlake.openrtb.UnreadableDocument;
import io.bidlake.openrtb.json.Found.Sign;
import io.bidlake.openrtb.json.Found.Span;
import io.bidlake.openrtb.json.Found.Time;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.time.Instant;

/** Emits events, or dead letters, for objects that have been read. */
final class Events {

  private final TakenTopics topics;
  private final Responses responses;

  Events(Feed feed, TakenTopics topics) {
    this.topics = topics;
    this.responses = new Responses(feed.bidderId());
  }

  /** The kind that an object is first read as. */
  Kind usual() {
    return topics.has(Topics.BID_REQUESTS) ? Kind.REQUEST : Kind.RESPONSE;
  }

  /**
   * The kind of an object.
   *
   * @param expected the kind that the object's key implies; null if none
   * @param source the bytes that contain the object
   * @throws UnreadableDocument if the object is not an event of a decoded topic
   */
  Kind kind(Found found, Kind expected, byte[] source, Span span)
      throws UnreadableDocument, IOException {
    Kind kind = kindOf(found);
    if (kind == null && !found.has(Sign.REQUEST)) {
      kind = expected;
    }
    if (kind == null) {
      throw unknown(
          found.has(Sign.REQUEST)
              ? "a bid request and a bid response in one"
              : TopLevel.refusalOf(source, span));
    }
    if (expected != null && kind != expected) {
      throw unknown("a %s where a %s should be".formatted(kind.words, expected.words));
    }
    if (!topics.has(kind.topic)) {
      throw unknown(topics.refusalOf(kind.words));
    }
    return kind;
  }

  private static UnreadableDocument unknown(String message) {
    return new UnreadableDocument(Reason.UNKNOWN_EVENT, message);
  }

  /** The kind that the object's own keys imply; null for none or both. */
  private Kind kindOf(Found found) {
    if (found.isEvent()) {
      return found.has(Sign.REQUEST) && found.has(Sign.RESPONSE)
          ? null
          : found.has(Sign.REQUEST) ? Kind.REQUEST : Kind.RESPONSE;
    }
    if (usual() == Kind.RESPONSE) {
      return found.has(Sign.ID) || found.isEmpty() ? Kind.RESPONSE : null;
    }
    return found.has(Sign.ID) && found.has(Sign.PART_OF_REQUEST) ? Kind.REQUEST : null;
  }

  /**
   * Emits the event of an object that was read as its kind.
   *
   * @param source the bytes that contain the object
   */
  void emit(Found found, byte[] source, Origin origin, EventOutput out) throws UnreadableDocument {
    Time time = found.time() == null ? origin.time() : found.time();
    if (time != null && time.millis().isEmpty()) {
      throw new UnreadableDocument(Reason.INVALID_FIELD, time.fault());
    }
    if (found.reason() != null) {
      throw new UnreadableDocument(found.reason(), found.fault());
    }
    Instant happened =
        Instant.ofEpochMilli(time == null ? origin.receivedAt() : time.millis().getAsLong());
    if (found.record() instanceof BidRequest request) {
      request.setEventTimestamp(happened);
      request.setUnmapped(found.unmapped(source));
      out.event(Topics.BID_REQUESTS, request, origin);
    } else {
      BidResponse response = (BidResponse) found.record();
      response.setEventTimestamp(happened);
      response.setUnmapped(found.unmapped(source));
      responses.take(response, origin.requestId(), origin, out);
    }
    found.counts().forEach(out::count);
  }
}

package io.bidlake.verify.openrtb;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Feed;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.text.Documents;
import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Finding;
import io.bidlake.verify.text.Finding.Found;
import io.bidlake.verify.text.Json;
import io.bidlake.verify.text.Times;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads requests and responses from JSON, alone or in the objects of logs. A document is accepted
 * as a whole or rejected; a request and its response in one object are separate in this respect.
 */
public final class ReadOpenRtb {

  private static final List<String> REQUEST_KEYS =
      List.of("bidrequest", "bid_request", "bidRequest", "request", "req");

  private static final List<String> RESPONSE_KEYS =
      List.of("bidresponse", "bid_response", "bidResponse", "response", "res", "resp");

  private static final List<String> OTHER_KEYS =
      List.of("body", "payload", "data", "message", "event");

  private static final List<String> TIME_KEYS =
      List.of(
          "timestamp",
          "ts",
          "time",
          "@timestamp",
          "event_time",
          "event_timestamp",
          "datetime",
          "received_at");

  private static final Set<String> OWN_KEYS = Set.copyOf(TIME_KEYS);

  private final Feed feed;
  private final Collection<Topic<?>> topics;
  private final boolean responsesOnly;
  private final ReadResponse responses;

  /**
   * @param topics the topics whose events are read
   */
  public ReadOpenRtb(Feed feed, Collection<Topic<?>> topics) {
    this.feed = feed;
    this.topics = List.copyOf(topics);
    this.responsesOnly = !topics.contains(Topics.BID_REQUESTS);
    this.responses = new ReadResponse(feed);
  }

  /**
   * Reads the value of a Kafka record.
   *
   * @param received the record's timestamp
   */
  public void read(byte[] value, Instant received, Consumer<Finding> findings) {
    Documents.read(
        value, (json, number) -> new Document(number, json, received, findings).read(), findings);
  }

  /** One document. */
  private final class Document {

    private final int number;
    private final Json json;
    private final Instant received;
    private final Consumer<Finding> findings;

    private Document(int number, Json json, Instant received, Consumer<Finding> findings) {
      this.number = number;
      this.json = json;
      this.received = received;
      this.findings = findings;
    }

    private void read() {
      if (!(json instanceof Json.Fields fields)) {
        findings.accept(Finding.deadLetter(number, DeadLetterReason.UNKNOWN_EVENT, json::payload));
        return;
      }
      Json request = firstUsable(fields, REQUEST_KEYS);
      Json response = firstUsable(fields, RESPONSE_KEYS);
      Json other = firstUsable(fields, OTHER_KEYS);
      if (Kind.of(fields) != Kind.NONE) {
        take(fields, Kind.of(fields), null, null, json::payload);
      } else if (request != null || response != null) {
        Json requestHalf = request == null ? firstText(fields, REQUEST_KEYS) : request;
        Json responseHalf = response == null ? firstText(fields, RESPONSE_KEYS) : response;
        String requestId = takeHalf(requestHalf, responseHalf, Kind.REQUEST, fields, null);
        takeHalf(responseHalf, requestHalf, Kind.RESPONSE, fields, requestId);
      } else if (other != null) {
        takeHalf(other, null, Kind.NONE, fields, null);
      } else {
        take(fields, Kind.ofWeakSigns(fields, responsesOnly), null, null, json::payload);
      }
    }

    private static Json firstUsable(Json.Fields fields, List<String> keys) {
      for (String key : keys) {
        Json value = fields.get(key);
        if (isUsable(value)) {
          return value;
        }
      }
      return null;
    }

    /** Whether a value may be or contain documents. */
    private static boolean isUsable(Json value) {
      if (value instanceof Json.Text text) {
        return text.value().startsWith("{") || text.value().startsWith("[");
      }
      return value instanceof Json.Fields || (value instanceof Json.Items && value.hasValue());
    }

    /**
     * The first text that is not blank, for example an error page instead of a response; null if
     * there is none.
     */
    private static Json firstText(Json.Fields fields, List<String> keys) {
      for (String key : keys) {
        if (fields.get(key) instanceof Json.Text text && !text.value().trim().isEmpty()) {
          return text;
        }
      }
      return null;
    }

    /**
     * Reads a request or response that is a member of another object.
     *
     * @param half the member; null if there is none
     * @param otherHalf the other member; null if there is none
     * @param named the kind by its key; {@link Kind#NONE} if the key does not tell
     * @return the id of the first request or response; null if it has none
     */
    private String takeHalf(
        Json half, Json otherHalf, Kind named, Json.Fields wrapper, String requestId) {
      if (half == null) {
        return null;
      }
      Supplier<byte[]> payload =
          otherHalf == null ? json::payload : () -> json.payloadWithout(otherHalf);
      if (!isUsable(half)) {
        findings.accept(Finding.deadLetter(number, DeadLetterReason.INVALID_FIELD, payload));
        return null;
      }
      List<Json> parts;
      try {
        parts = Documents.within(half);
      } catch (FaultException e) {
        findings.accept(Finding.deadLetter(number, e.reason(), payload));
        return null;
      }
      for (Json part : parts) {
        // Of several parts each has only its own bytes as payload: otherwise the size of the dead
        // letters would be quadratic.
        Supplier<byte[]> own = parts.size() == 1 ? payload : part::payload;
        if (part instanceof Json.Fields fields) {
          take(fields, kindOf(fields, named), wrapper, requestId, own);
        } else {
          findings.accept(Finding.deadLetter(number, DeadLetterReason.UNKNOWN_EVENT, own));
        }
      }
      return parts.get(0) instanceof Json.Fields first ? idOf(first) : null;
    }

    private Kind kindOf(Json.Fields fields, Kind named) {
      Kind kind = Kind.of(fields);
      if (named == Kind.NONE) {
        return kind == Kind.NONE ? Kind.ofWeakSigns(fields, responsesOnly) : kind;
      }
      return kind == Kind.NONE || kind == named ? named : Kind.BOTH;
    }

    private static String idOf(Json.Fields fields) {
      Json id = fields.get("id");
      Object text = id == null || id.isNothing() ? null : Convert.text("BidRequest.id", id);
      return text == null || text == Convert.UNREADABLE ? null : text.toString();
    }

    private void take(
        Json.Fields fields,
        Kind kind,
        Json.Fields wrapper,
        String requestId,
        Supplier<byte[]> payload) {
      Topic<?> topic =
          switch (kind) {
            case REQUEST -> Topics.BID_REQUESTS;
            case RESPONSE -> Topics.BID_RESPONSES;
            case BOTH, NONE -> null;
          };
      if (topic == null || !topics.contains(topic)) {
        findings.accept(Finding.deadLetter(number, DeadLetterReason.UNKNOWN_EVENT, payload));
        return;
      }
      try {
        Instant time = time(fields, wrapper);
        List<? extends SpecificRecord> records =
            kind == Kind.REQUEST
                ? List.of(
                    FillRecord.document(BidRequest.getClassSchema(), fields, time, feed, OWN_KEYS))
                : responses.read(fields, time, requestId, OWN_KEYS);
        List<Found> events = records.stream().map(record -> new Found(topic, record)).toList();
        findings.accept(new Finding(number, null, events, payload));
      } catch (FaultException e) {
        findings.accept(Finding.deadLetter(number, e.reason(), payload));
      }
    }

    private Instant time(Json.Fields fields, Json.Fields wrapper) throws FaultException {
      for (Json.Fields each : wrapper == null ? List.of(fields) : List.of(fields, wrapper)) {
        for (String key : TIME_KEYS) {
          Json value = each.get(key);
          if (value != null && !value.isNothing()) {
            return Times.of(value)
                .orElseThrow(
                    () -> new FaultException(DeadLetterReason.INVALID_FIELD, key + " is no time"));
          }
        }
      }
      return received;
    }
  }
}

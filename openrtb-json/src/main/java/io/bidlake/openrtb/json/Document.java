package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.bidlake.domain.SenderText;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Feed;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.json.Found.Ranked;
import io.bidlake.openrtb.json.Found.Sign;
import io.bidlake.openrtb.json.Found.Span;
import io.bidlake.openrtb.json.Found.Wrapped;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.apache.avro.util.Utf8;

/**
 * Reads JSON values that should be documents: a bid request, a bid response, or an object that one
 * or both are wrapped in. What a value gives is handed on when it has been read to its end.
 */
final class Document {

  private final Reading in;
  private final Responses responses;
  private final List<String> topics;
  private final boolean responsesOnly;

  private EventOutput out;
  private byte[] bytes;
  private int number;
  private long receivedAt;

  /** What an object is. */
  private enum Kind {
    REQUEST(Topics.BID_REQUESTS, "bid request"),
    RESPONSE(Topics.BID_RESPONSES, "bid response");

    private final String topic;
    private final String words;

    Kind(Topic<?> topic, String words) {
      this.topic = topic.name();
      this.words = words;
    }

    private RecordReader reader() {
      return this == REQUEST ? Readers.OF_REQUESTS : Readers.OF_RESPONSES;
    }
  }

  /** Made once: they have no state. */
  private static final class Readers {
    private static final RecordReader OF_REQUESTS =
        new RecordReader(BidRequest.getClassSchema(), "");
    private static final RecordReader OF_RESPONSES =
        new RecordReader(BidResponse.getClassSchema(), "");
  }

  /**
   * What an object is taken from: a document, but for a part of it that is taken by itself. Has
   * what the object itself may not tell, or null: when it happened, and the request that it
   * answers.
   */
  private final class Origin implements SourceDocument {
    private final Ranked<OptionalLong> time;
    private final Utf8 requestId;
    private final byte[] source;
    private final Span document;
    private final Span elsewhere;

    Origin(Ranked<OptionalLong> time, Utf8 requestId, Span document, Span elsewhere) {
      this(time, requestId, Document.this.bytes, document, elsewhere);
    }

    private Origin(
        Ranked<OptionalLong> time, Utf8 requestId, byte[] source, Span document, Span elsewhere) {
      this.time = time;
      this.requestId = requestId;
      this.source = source;
      this.document = document;
      this.elsewhere = elsewhere;
    }

    /** The same for a part of another text. */
    Origin of(byte[] text, Span part) {
      return new Origin(time, requestId, text, part, null);
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public byte[] bytes() {
      if (elsewhere == null) {
        return Arrays.copyOfRange(source, document.from(), document.to());
      }
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      rest.write(source, document.from(), elsewhere.from() - document.from());
      rest.writeBytes("null".getBytes(StandardCharsets.US_ASCII));
      rest.write(source, elsewhere.to(), document.to() - elsewhere.to());
      return rest.toByteArray();
    }
  }

  /**
   * @param topics the topics whose events are taken, by name; where that is responses alone, an
   *     object that tells nothing of its kind is one without bids
   */
  Document(Feed feed, Collection<String> topics) {
    this.in = new Reading(feed.leftOut());
    this.responses = new Responses(feed.bidderId());
    this.topics = List.copyOf(topics);
    this.responsesOnly = !this.topics.contains(Topics.BID_REQUESTS.name());
  }

  /** How far the last value was read. */
  int position() {
    return in.json.position();
  }

  /** Gives up the last value. */
  void end() throws IOException {
    in.json.end();
  }

  /**
   * Reads one value and hands on what it gives: events, or a dead letter.
   *
   * @param to the value ends before this
   * @param isElement whether it stands in an array, which is a level of nesting
   * @param time when it was received, in ms, which counts if it does not tell when it happened
   * @return where it ends
   * @throws JsonProcessingException if it is no JSON, or none that ends: nothing is handed on, and
   *     {@link #position} tells how far it was read
   * @throws DocumentFaultException if it is JSON, but not UTF-8
   */
  int read(
      byte[] source,
      int from,
      int to,
      boolean isElement,
      int document,
      long time,
      EventOutput output)
      throws IOException, DocumentFaultException {
    out = output;
    bytes = source;
    number = document;
    receivedAt = time;
    in.json.begin(source, from, to, isElement);
    if (in.parser().nextToken() != JsonToken.START_OBJECT) {
      int end = in.json.skip();
      requireUtf8(from, end);
      out.deadLetter(
          Reason.UNKNOWN_EVENT, "not an object", new Origin(null, null, new Span(from, end), null));
      return end;
    }
    Found found = readObject(usual(), source, from, to);
    int end = in.json.position();
    requireUtf8(from, end);
    Span whole = new Span(from, end);
    if (found.isWrapper() && !found.has(Sign.REQUEST) && !found.has(Sign.RESPONSE)) {
      takeWrapped(found, whole);
    } else {
      takeObject(found, usual(), null, new Origin(null, null, whole, null), source, whole);
    }
    return end;
  }

  /** What an object is read as until its kind is known. */
  private Kind usual() {
    return responsesOnly ? Kind.RESPONSE : Kind.REQUEST;
  }

  private void requireUtf8(int from, int to) throws DocumentFaultException {
    if (!SenderText.isReadable(bytes, from, to - from)) {
      throw new DocumentFaultException(Reason.MALFORMED, "not UTF-8");
    }
  }

  /** Reads an object whose begin the parser is at. */
  private Found readObject(Kind kind, byte[] source, int from, int to) throws IOException {
    Found found = new Found();
    in.begin(found, false);
    try {
      found.record(kind.reader().read(in), in.isEmpty());
    } catch (RepeatedKeyException e) {
      found = new Found();
      in.json.begin(source, from, to);
      in.parser().nextToken();
      in.begin(found, true);
      found.record(kind.reader().read(in), in.isEmpty());
    }
    return found;
  }

  private Found readAgain(Kind kind, byte[] source, Span span) throws IOException {
    in.json.begin(source, span.from(), span.to());
    in.parser().nextToken();
    return readObject(kind, source, span.from(), span.to());
  }

  private void takeWrapped(Found wrapper, Span whole) throws IOException {
    Span request = wrapper.wrapped(Wrapped.REQUEST);
    Span response = wrapper.wrapped(Wrapped.RESPONSE);
    Utf8 id = null;
    if (request != null) {
      Origin origin = new Origin(wrapper.time(), null, whole, response);
      id = takeInner(request, Kind.REQUEST, origin);
    }
    if (response != null) {
      takeInner(response, Kind.RESPONSE, new Origin(wrapper.time(), id, whole, request));
    }
    if (request == null && response == null) {
      Origin origin = new Origin(wrapper.time(), null, whole, null);
      takeInner(wrapper.wrapped(Wrapped.EITHER), null, origin);
    }
  }

  /** Takes an object within a wrapper, or a text of JSON. Returns the id of the first request. */
  private Utf8 takeInner(Span span, Kind expected, Origin origin) throws IOException {
    Kind kind = expected == null ? usual() : expected;
    if (bytes[span.from()] != '"') {
      Found found = readAgain(kind, bytes, span);
      takeObject(found, kind, expected, origin, bytes, span);
      return idOf(found);
    }
    in.json.begin(bytes, span.from(), span.to());
    in.parser().nextToken();
    byte[] text = in.json.string().getBytes(StandardCharsets.UTF_8);
    Utf8 id = null;
    try {
      List<Span> values = valuesOf(text);
      for (Span value : values) {
        // Of several each is buried alone: else dead letters could be as many as they are long.
        Origin own = values.size() == 1 ? origin : origin.of(text, value);
        if (text[value.from()] == '{') {
          Found found = readAgain(kind, text, value);
          takeObject(found, kind, expected, own, text, value);
          id = value.equals(values.get(0)) ? idOf(found) : id;
        } else {
          out.deadLetter(Reason.UNKNOWN_EVENT, "not an object", own);
        }
      }
    } catch (JsonProcessingException e) {
      out.deadLetter(Reason.MALFORMED, e.getOriginalMessage(), origin);
    }
    return id;
  }

  /** The value of a text, or the values of the array that it is. */
  private List<Span> valuesOf(byte[] text) throws IOException {
    List<Span> values = new ArrayList<>();
    in.json.begin(text, 0, text.length);
    JsonToken token = in.parser().nextToken();
    boolean isArray = token == JsonToken.START_ARRAY;
    if (isArray) {
      token = in.parser().nextToken();
    }
    while (token != null && token != JsonToken.END_ARRAY) {
      int from = in.json.tokenStart();
      values.add(new Span(from, in.json.skip()));
      token = isArray ? in.parser().nextToken() : null;
    }
    if (in.parser().nextToken() != null) {
      throw new JsonParseException(in.parser(), "more follows the end of the JSON text");
    }
    return values;
  }

  /** The id of a request, also of one that is no event. */
  private static Utf8 idOf(Found found) {
    return found.record() instanceof BidRequest request ? request.getId() : null;
  }

  /** Takes an object if it is an event. */
  private void takeObject(
      Found found, Kind readAs, Kind expected, Origin origin, byte[] source, Span span)
      throws IOException {
    Kind kind = kindOf(found);
    if (kind == null && !found.has(Sign.REQUEST)) {
      kind = expected; // The key that it stood at tells it.
    }
    if (kind == null || (expected != null && kind != expected)) {
      out.deadLetter(
          Reason.UNKNOWN_EVENT,
          found.has(Sign.REQUEST) && found.has(Sign.RESPONSE)
              ? "a bid request and a bid response in one"
              : kind == null
                  ? "neither a bid request nor a bid response"
                  : "a %s where a %s should be".formatted(kind.words, expected.words),
          origin);
      return;
    }
    if (!topics.contains(kind.topic)) {
      out.deadLetter(
          Reason.UNKNOWN_EVENT,
          "a %s, but this topic is read for %s only"
              .formatted(kind.words, String.join(", ", topics)),
          origin);
      return;
    }
    take(kind, kind == readAs ? found : readAgain(kind, source, span), origin);
  }

  /** What an object tells of its kind; null if that is nothing, or both. */
  private Kind kindOf(Found found) {
    if (found.has(Sign.REQUEST) || found.has(Sign.RESPONSE)) {
      return found.has(Sign.REQUEST) && found.has(Sign.RESPONSE)
          ? null
          : found.has(Sign.REQUEST) ? Kind.REQUEST : Kind.RESPONSE;
    }
    if (responsesOnly) {
      return found.has(Sign.ID) || found.isEmpty() ? Kind.RESPONSE : null;
    }
    return found.has(Sign.ID) && found.has(Sign.PART_OF_REQUEST) ? Kind.REQUEST : null;
  }

  private void take(Kind kind, Found found, Origin origin) {
    Ranked<OptionalLong> time = found.time() == null ? origin.time : found.time();
    if (time != null && time.value().isEmpty()) {
      out.deadLetter(Reason.INVALID_FIELD, time.key() + " is no time", origin);
      return;
    }
    Instant happened = Instant.ofEpochMilli(time == null ? receivedAt : time.value().getAsLong());
    try {
      if (found.reason() != null) {
        throw new DocumentFaultException(found.reason(), found.fault());
      }
      if (kind == Kind.REQUEST) {
        BidRequest request = (BidRequest) found.record();
        request.setEventTimestamp(happened);
        request.setUnmapped(found.unmapped());
        out.event(Topics.BID_REQUESTS, request, origin);
      } else {
        BidResponse response = (BidResponse) found.record();
        response.setEventTimestamp(happened);
        response.setUnmapped(found.unmapped());
        responses.take(response, origin.requestId, origin, out);
      }
      found.counts().forEach(out::count);
    } catch (DocumentFaultException e) {
      out.deadLetter(e.reason(), e.getMessage(), origin);
    }
  }
}

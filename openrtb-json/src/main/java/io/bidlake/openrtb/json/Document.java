package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Feed;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.TakenTopics;
import io.bidlake.openrtb.UnreadableDocument;
import io.bidlake.openrtb.json.Found.Part;
import io.bidlake.openrtb.json.Found.Span;
import io.bidlake.openrtb.json.Found.Wrapped;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * Reads one document: a bid request, a bid response, or an object that wraps one or both. Its
 * events are emitted when it has been read to its end.
 */
final class Document {

  private final Reading in;
  private final Events events;

  private EventOutput out;

  /**
   * @param topics names of the topics whose events are decoded; with responses alone, an object
   *     that does not tell its kind is a response without bids
   */
  Document(Feed feed, Collection<String> topics) {
    this.events = new Events(feed, new TakenTopics(topics));
    this.in = new Reading(feed.leftOut(), events.usual());
  }

  /** How far the last document was read. */
  int position() {
    return in.json().position();
  }

  /** Releases what the last document was read with. */
  void end() throws IOException {
    in.end();
  }

  /**
   * Reads one document and emits its events, or a dead letter.
   *
   * @param to end of the bytes; the document ends there or before
   * @param isElement whether it is an element of an array, which is a level of nesting
   * @param receivedAt when it was received, in epoch ms: the event time if it has none
   * @return where it ends
   * @throws JsonProcessingException if it is not JSON, or truncated: nothing is emitted, and {@link
   *     #position} tells how far it was read
   * @throws UnreadableDocument if it is JSON but not UTF-8
   */
  int read(
      byte[] bytes,
      int from,
      int to,
      boolean isElement,
      int number,
      long receivedAt,
      EventOutput output)
      throws IOException, UnreadableDocument {
    out = output;
    JsonToken token = in.begin(bytes, from, to, isElement);
    Found found = token == JsonToken.START_OBJECT ? in.read(null) : null;
    int end = in.json().skip();
    if (!JsonInput.isUtf8(bytes, from, end)) {
      throw new UnreadableDocument(Reason.MALFORMED, "not UTF-8");
    }
    Span span = new Span(from, end);
    Origin whole = new Origin(number, bytes, span, null, null, receivedAt, null);
    if (found == null) {
      out.deadLetter(Reason.UNKNOWN_EVENT, "not an object", whole);
    } else if (found.isWrapper()) {
      takeParts(found, whole);
    } else {
      take(found, events.usual(), null, bytes, span, whole);
    }
    return end;
  }

  private void takeParts(Found wrapper, Origin whole) throws IOException {
    Part request = wrapper.part(Wrapped.REQUEST);
    Part response = wrapper.part(Wrapped.RESPONSE);
    if (!isDocument(request) && !isDocument(response)) {
      take(wrapper.part(Wrapped.EITHER), null, partOf(whole, wrapper, null, null));
      return;
    }
    Utf8 id = null;
    if (request != null) {
      id = take(request, Kind.REQUEST, partOf(whole, wrapper, response, null));
    }
    if (response != null) {
      take(response, Kind.RESPONSE, partOf(whole, wrapper, request, id));
    }
  }

  private static boolean isDocument(Part part) {
    return part != null && part.fault() == null;
  }

  private static Origin partOf(Origin whole, Found wrapper, Part other, Utf8 requestId) {
    return new Origin(
        whole.number(),
        whole.source(),
        whole.document(),
        other == null ? null : other.span(),
        wrapper.time(),
        whole.receivedAt(),
        requestId);
  }

  /**
   * Emits the events of a wrapped object, of an array of objects, or of a text with either. Returns
   * the id of the first request.
   */
  private Utf8 take(Part part, Kind expected, Origin origin) throws IOException {
    Kind kind = expected == null ? events.usual() : expected;
    if (part.read() != null) {
      take(part.read(), kind, expected, origin.source(), part.span(), origin);
      return idOf(part.read());
    }
    if (part.fault() != null) {
      out.deadLetter(Reason.INVALID_FIELD, part.fault(), origin);
      return null;
    }
    byte[] text = origin.source();
    Span json = part.span();
    if (in.begin(text, json.from(), json.to(), false) == JsonToken.VALUE_STRING) {
      text = in.json().string().getBytes(StandardCharsets.UTF_8);
      json = new Span(0, text.length);
    }
    Utf8 id = null;
    try {
      List<Span> values = valuesOf(text, json);
      if (values.isEmpty()) {
        out.deadLetter(Reason.UNKNOWN_EVENT, "an empty array", origin);
      }
      for (Span value : values) {
        // Each of several has a dead letter of its own: a copy of the whole for each would be
        // quadratic.
        Origin own = values.size() == 1 ? origin : origin.of(text, value);
        if (in.begin(text, value.from(), value.to(), false) == JsonToken.START_OBJECT) {
          Found found = in.read(kind);
          take(found, kind, expected, text, value, own);
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

  /** The value in a part of a text, or its elements if it is an array. */
  private List<Span> valuesOf(byte[] text, Span part) throws IOException {
    List<Span> values = new ArrayList<>();
    JsonToken token = in.begin(text, part.from(), part.to(), false);
    JsonInput json = in.json();
    boolean isArray = token == JsonToken.START_ARRAY;
    if (isArray) {
      token = json.nextToken();
    }
    while (token != null && token != JsonToken.END_ARRAY) {
      int from = json.tokenStart();
      values.add(new Span(from, json.skip()));
      token = isArray ? json.nextToken() : null;
    }
    if (json.nextToken() != null) {
      throw new JsonParseException(json, "more follows the end of the JSON text");
    }
    return values;
  }

  /** The id of a request, also of one that cannot be an event. */
  private static Utf8 idOf(Found found) {
    return found.record() instanceof BidRequest request ? request.getId() : null;
  }

  /**
   * Emits an object if it is an event.
   *
   * @param expected the kind it should be; null if unknown
   */
  private void take(
      Found found, Kind readAs, Kind expected, byte[] source, Span span, Origin origin)
      throws IOException {
    try {
      Kind kind = events.kind(found, expected, source, span);
      if (kind == readAs) {
        events.emit(found, source, origin, out);
      } else {
        in.begin(source, span.from(), span.to(), false);
        events.emit(in.read(kind), source, origin, out);
      }
    } catch (UnreadableDocument e) {
      out.deadLetter(e.reason(), e.getMessage(), origin);
    }
  }
}

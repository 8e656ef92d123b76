package io.bidlake.openrtb.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bidlake.model.Feed;
import io.bidlake.model.NoticeKind;
import io.bidlake.model.Topic;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.tables.DeadLetter.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** All that a decoder hands on. */
final class Decoded implements EventOutput {

  static final long RECEIVED_AT = 1_772_366_400_000L;

  record Event(Topic<?> topic, SpecificRecord event, int document) {}

  record Letter(Reason reason, String error, int document, String payload) {}

  final List<Event> events = new ArrayList<>();
  final List<Letter> letters = new ArrayList<>();
  final Map<String, Integer> counters = new TreeMap<>();

  static Decoded of(Feed feed, byte[] value) {
    Decoded decoded = new Decoded();
    Documents.ofLines(new NoticeDecoder(feed)).decode(value, RECEIVED_AT, decoded);
    return decoded;
  }

  static Decoded of(Feed feed, String lines) {
    return of(feed, lines.getBytes(UTF_8));
  }

  /** A feed that has no bidder-id, and whose billing notices are impressions. */
  static Feed feed(Feed.Template... templates) {
    return new Feed(null, "USD", NoticeKind.BILLING, List.of(templates), List.of());
  }

  static Feed.Template template(NoticeKind kind, String url) {
    return new Feed.Template(kind, url);
  }

  <T extends SpecificRecord> List<T> of(Topic<T> topic) {
    return events.stream()
        .filter(event -> event.topic.equals(topic))
        .map(event -> topic.recordClass().cast(event.event))
        .toList();
  }

  List<Reason> reasons() {
    return letters.stream().map(Letter::reason).toList();
  }

  @Override
  public <T extends SpecificRecord> void event(Topic<T> topic, T event, SourceDocument document) {
    events.add(new Event(topic, event, document.number()));
  }

  @Override
  public void deadLetter(Reason reason, String error, SourceDocument document) {
    letters.add(new Letter(reason, error, document.number(), new String(document.bytes(), UTF_8)));
  }

  @Override
  public void count(String name) {
    counters.merge(name, 1, Integer::sum);
  }
}

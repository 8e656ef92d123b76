package io.bidlake.importer;

import io.bidlake.domain.TrafficQuality;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.tables.Tables;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** Counts what documents were decoded to: events, rows and dead letters. */
final class Outcome {

  /** The number of distinct errors that are shown per reason; the others are only counted. */
  static final int SHOWN = 5;

  private static final String UNREADABLE = "unreadable.";
  private static final String WITHOUT_TIME = "events without a time";

  /** What is counted, in the order of the report. */
  private enum Section {
    EVENTS("events by topic"),
    ROWS("rows by table"),
    REJECTIONS("requests that are not in bid_requests, by rejection_reason"),
    DEAD_LETTERS("dead letters by reason, not sent"),
    UNREADABLE_FIELDS("unreadable fields, left out and kept in unmapped"),
    OTHERS("also seen");

    private final String title;

    Section(String title) {
      this.title = title;
    }
  }

  /** A count, and the first place of what is counted; empty if the place is not shown. */
  private record Seen(String first, long count) {

    Seen and(Seen later) {
      return new Seen(first, count + later.count);
    }
  }

  private final TrafficQuality quality = new TrafficQuality();

  private long documents;
  private final Map<Section, Map<String, Seen>> counts = new EnumMap<>(Section.class);

  /** Keyed by reason and error, in the order of occurrence. */
  private final Map<String, Map<String, Seen>> errors = new TreeMap<>();

  void documents(long count) {
    documents += count;
  }

  long documents() {
    return documents;
  }

  void event(Topic<?> topic, SpecificRecord event) {
    add(Section.EVENTS, topic.name(), 1);
    if (event instanceof BidRequest request) {
      request(request);
    } else if (event instanceof BidResponse response) {
      long bids = response.getSeatbid().stream().mapToLong(seat -> seat.getBid().size()).sum();
      add(Section.ROWS, Tables.BID_RESPONSES.name(), bids);
    } else {
      Tables.FLAT.stream()
          .filter(table -> table.topic().name().equals(topic.name()))
          .forEach(table -> add(Section.ROWS, table.name(), 1));
    }
  }

  private void request(BidRequest request) {
    long placements = Math.max(1, request.getImp().size());
    add(Section.ROWS, Tables.BID_REQUESTS_ENRICHED.name(), placements);
    quality.judge(request);
    if (quality.rejection() == null) {
      add(Section.ROWS, Tables.BID_REQUESTS.name(), placements);
    } else {
      add(Section.REJECTIONS, quality.rejection().name(), 1);
    }
  }

  /** Counts a dead letter. */
  void deadLetter(String reason, String error, String place) {
    add(Section.DEAD_LETTERS, reason, 1);
    error(reason, error, new Seen(place, 1));
  }

  private void error(String reason, String error, Seen seen) {
    Map<String, Seen> ofReason = errors.computeIfAbsent(reason, it -> new LinkedHashMap<>());
    if (ofReason.size() < SHOWN || ofReason.containsKey(error)) {
      ofReason.merge(error, seen, Seen::and);
    }
  }

  /**
   * Counts something that is not an error. The supplier is only called for the first occurrence.
   */
  void count(String name, Supplier<String> place) {
    boolean isField = name.startsWith(UNREADABLE);
    of(isField ? Section.UNREADABLE_FIELDS : Section.OTHERS)
        .compute(
            isField ? name.substring(UNREADABLE.length()) : name,
            (it, seen) ->
                seen == null ? new Seen(place.get(), 1) : new Seen(seen.first, seen.count + 1));
  }

  /** Counts an event that cannot be imported until {@code --time-from} says where its time is. */
  void withoutTime(Supplier<String> place) {
    count(WITHOUT_TIME, place);
  }

  long withoutTime() {
    return of(Section.OTHERS).getOrDefault(WITHOUT_TIME, new Seen("", 0)).count;
  }

  void add(Outcome other) {
    documents += other.documents;
    other.counts.forEach(
        (section, seen) ->
            seen.forEach((name, count) -> of(section).merge(name, count, Seen::and)));
    other.errors.forEach(
        (reason, ofReason) -> ofReason.forEach((error, seen) -> error(reason, error, seen)));
  }

  private void add(Section section, String name, long count) {
    of(section).merge(name, new Seen("", count), Seen::and);
  }

  private Map<String, Seen> of(Section section) {
    return counts.computeIfAbsent(section, it -> new TreeMap<>());
  }

  long deadLetters() {
    return of(Section.DEAD_LETTERS).values().stream().mapToLong(Seen::count).sum();
  }

  /** The report for the user. */
  String report(KafkaSettings kafka) {
    StringBuilder text = new StringBuilder();
    line(text, "documents", new Seen("", documents));
    counts.forEach(
        (section, seen) -> {
          text.append(seen.isEmpty() ? "" : section.title + System.lineSeparator());
          seen.forEach(
              (name, count) ->
                  line(
                      text,
                      "  "
                          + (section == Section.EVENTS
                              ? kafka.topicNames().getOrDefault(name, name)
                              : name),
                      count));
        });
    errors(text);
    return text.toString();
  }

  private void errors(StringBuilder text) {
    if (errors.isEmpty()) {
      return;
    }
    text.append(String.format("the first dead letter of each error:%n"));
    long shown = 0;
    for (Map.Entry<String, Map<String, Seen>> reason : errors.entrySet()) {
      for (Map.Entry<String, Seen> error : reason.getValue().entrySet()) {
        Seen seen = error.getValue();
        shown += seen.count;
        String more =
            seen.count == 1 ? "" : String.format(Locale.ROOT, " (and %,d more)", seen.count - 1);
        text.append(
            String.format("  %s: %s: %s%s%n", seen.first, reason.getKey(), error.getKey(), more));
      }
    }
    if (shown < deadLetters()) {
      line(text, "  others", new Seen("", deadLetters() - shown));
    }
  }

  private static void line(StringBuilder text, String name, Seen seen) {
    String first = seen.first.isEmpty() ? "" : "  first: " + seen.first;
    text.append(String.format(Locale.ROOT, "%-40s %,15d%s%n", name, seen.count, first));
  }
}

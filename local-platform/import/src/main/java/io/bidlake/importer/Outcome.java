package io.bidlake.importer;

import io.bidlake.domain.TrafficQuality;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.tables.Tables;
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

  private static final String COLUMNS = "%-40s %,15d";
  private static final String UNREADABLE = "unreadable.";
  private static final String WITHOUT_TIME = "events without a time";

  private final TrafficQuality quality = new TrafficQuality();

  private long documents;
  private final Map<String, Long> events = new TreeMap<>();
  private final Map<String, Long> rows = new TreeMap<>();
  private final Map<String, Long> rejections = new TreeMap<>();
  private final Map<String, Long> letters = new TreeMap<>();
  private final Map<String, Seen> counts = new TreeMap<>();

  /** Keyed by reason and error, in the order of occurrence. */
  private final Map<String, Map<String, Seen>> errors = new TreeMap<>();

  /** The first place of something and its count. */
  private record Seen(String first, long count) {

    Seen and(Seen later) {
      return new Seen(first, count + later.count);
    }
  }

  void documents(long count) {
    documents += count;
  }

  long documents() {
    return documents;
  }

  void event(Topic<?> topic, SpecificRecord event) {
    add(events, topic.name(), 1);
    if (event instanceof BidRequest request) {
      request(request);
    } else if (event instanceof BidResponse response) {
      long bids = response.getSeatbid().stream().mapToLong(seat -> seat.getBid().size()).sum();
      add(rows, Tables.BID_RESPONSES.name(), bids);
    } else {
      Tables.FLAT.stream()
          .filter(table -> table.topic().name().equals(topic.name()))
          .forEach(table -> add(rows, table.name(), 1));
    }
  }

  private void request(BidRequest request) {
    long placements = Math.max(1, request.getImp().size());
    add(rows, Tables.BID_REQUESTS_ENRICHED.name(), placements);
    quality.judge(request);
    if (quality.rejection() == null) {
      add(rows, Tables.BID_REQUESTS.name(), placements);
    } else {
      add(rejections, quality.rejection().name(), 1);
    }
  }

  /** Counts a dead letter. */
  void deadLetter(String reason, String error, String place) {
    add(letters, reason, 1);
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
    Seen before = counts.get(name);
    counts.put(
        name, before == null ? new Seen(place.get(), 1) : new Seen(before.first, before.count + 1));
  }

  /** Counts an event that cannot be imported until {@code --time-from} says where its time is. */
  void withoutTime(Supplier<String> place) {
    count(WITHOUT_TIME, place);
  }

  long withoutTime() {
    return counts.containsKey(WITHOUT_TIME) ? counts.get(WITHOUT_TIME).count : 0;
  }

  void add(Outcome other) {
    documents += other.documents;
    other.events.forEach((name, count) -> add(events, name, count));
    other.rows.forEach((name, count) -> add(rows, name, count));
    other.letters.forEach((name, count) -> add(letters, name, count));
    other.rejections.forEach((name, count) -> add(rejections, name, count));
    other.counts.forEach((name, seen) -> counts.merge(name, seen, Seen::and));
    other.errors.forEach(
        (reason, ofReason) -> ofReason.forEach((error, seen) -> error(reason, error, seen)));
  }

  private static void add(Map<String, Long> counts, String name, long count) {
    counts.merge(name, count, Long::sum);
  }

  long deadLetters() {
    return letters.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The report for the user. */
  String report(KafkaSettings kafka) {
    StringBuilder text = new StringBuilder();
    line(text, "documents", documents);
    section(text, "events by topic", renamed(kafka));
    section(text, "rows by table", rows);
    section(text, "requests that are not in bid_requests, by rejection_reason", rejections);
    section(text, "dead letters by reason, not sent", letters);
    counted(text, "unreadable fields, left out and kept in unmapped", true);
    counted(text, "also seen", false);
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
      line(text, "  others", deadLetters() - shown);
    }
  }

  private Map<String, Long> renamed(KafkaSettings kafka) {
    Map<String, Long> byName = new TreeMap<>();
    events.forEach(
        (topic, count) -> byName.put(kafka.topicNames().getOrDefault(topic, topic), count));
    return byName;
  }

  private void counted(StringBuilder text, String title, boolean ofUnreadable) {
    String shown = title;
    for (Map.Entry<String, Seen> count : counts.entrySet()) {
      String name = count.getKey();
      if (name.startsWith(UNREADABLE) == ofUnreadable) {
        text.append(shown.isEmpty() ? "" : shown + System.lineSeparator());
        shown = "";
        Seen seen = count.getValue();
        text.append(
            String.format(
                Locale.ROOT,
                COLUMNS + "  first: %s%n",
                "  " + (ofUnreadable ? name.substring(UNREADABLE.length()) : name),
                seen.count,
                seen.first));
      }
    }
  }

  private static void section(StringBuilder text, String title, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      text.append(title).append(System.lineSeparator());
      counts.forEach((name, count) -> line(text, "  " + name, count));
    }
  }

  private static void line(StringBuilder text, String name, long count) {
    text.append(String.format(Locale.ROOT, COLUMNS + "%n", name, count));
  }
}

package io.bidlake.importer;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.tables.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** What became of documents. */
final class Outcome {

  /** How many problems are shown; the others are counted. */
  static final int SHOWN = 10;

  private static final String UNREADABLE = "unreadable.";

  private long documents;
  private final Map<String, Long> events = new TreeMap<>();
  private final Map<String, Long> rows = new TreeMap<>();
  private final Map<String, Long> letters = new TreeMap<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  void documents(long count) {
    documents += count;
  }

  long documents() {
    return documents;
  }

  void event(Topic<?> topic, SpecificRecord event) {
    add(events, topic.name(), 1);
    if (event instanceof BidRequest request) {
      add(rows, Tables.BID_REQUESTS_ENRICHED.name(), Math.max(1, request.getImp().size()));
    } else if (event instanceof BidResponse response) {
      long bids = response.getSeatbid().stream().mapToLong(seat -> seat.getBid().size()).sum();
      add(rows, Tables.BID_RESPONSES.name(), bids);
    } else {
      Tables.FLAT.stream()
          .filter(table -> table.topic().name().equals(topic.name()))
          .forEach(table -> add(rows, table.name(), 1));
    }
  }

  /**
   * Notes what is not sent.
   *
   * @param problem place and error
   */
  void deadLetter(String reason, String problem) {
    add(letters, reason, 1);
    problem(problem);
  }

  private void problem(String text) {
    if (problems.size() < SHOWN) {
      problems.add(text);
    }
  }

  void count(String name) {
    add(counts, name, 1);
  }

  void add(Outcome other) {
    documents += other.documents;
    other.events.forEach((name, count) -> add(events, name, count));
    other.rows.forEach((name, count) -> add(rows, name, count));
    other.letters.forEach((name, count) -> add(letters, name, count));
    other.counts.forEach((name, count) -> add(counts, name, count));
    other.problems.forEach(this::problem);
  }

  private static void add(Map<String, Long> counts, String name, long count) {
    counts.merge(name, count, Long::sum);
  }

  long deadLetters() {
    return letters.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Everything as text. */
  String report(KafkaSettings kafka) {
    StringBuilder text = new StringBuilder();
    line(text, "documents", documents);
    section(text, "events by topic", renamed(kafka));
    section(text, "rows by table", rows);
    section(text, "dead letters by reason, not sent", letters);
    section(text, "unreadable fields, left out and kept in unmapped", counted(true));
    section(text, "also seen", counted(false));
    if (!problems.isEmpty()) {
      text.append(problems.size() < deadLetters() ? "the first dead letters:" : "dead letters:");
      problems.forEach(problem -> text.append(System.lineSeparator()).append("  ").append(problem));
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private Map<String, Long> renamed(KafkaSettings kafka) {
    Map<String, Long> byName = new TreeMap<>();
    events.forEach(
        (topic, count) -> byName.put(kafka.topicNames().getOrDefault(topic, topic), count));
    return byName;
  }

  private Map<String, Long> counted(boolean ofUnreadable) {
    Map<String, Long> some = new TreeMap<>();
    counts.forEach(
        (name, count) -> {
          if (name.startsWith(UNREADABLE) == ofUnreadable) {
            some.put(ofUnreadable ? name.substring(UNREADABLE.length()) : name, count);
          }
        });
    return some;
  }

  private static void section(StringBuilder text, String title, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      text.append(title).append(System.lineSeparator());
      counts.forEach((name, count) -> line(text, "  " + name, count));
    }
  }

  private static void line(StringBuilder text, String name, long count) {
    text.append(String.format(Locale.ROOT, "%-40s %,15d%n", name, count));
  }
}

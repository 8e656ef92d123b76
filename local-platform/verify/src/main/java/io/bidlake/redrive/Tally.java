package io.bidlake.redrive;

import com.github.freva.asciitable.ColumnData;
import io.bidlake.redrive.DeadLetters.Letter;
import io.bidlake.verify.report.TextTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts the outcomes of letters, by topic and reason. */
final class Tally {

  /** The number of errors that are shown per topic and reason. */
  private static final int ERRORS = 3;

  private static final int LONGEST_ERROR = 200;

  /** The reasons why a letter is not sent. */
  enum Kept {
    SENT_BEFORE("were sent before"),
    WITHOUT_VALUE("have no value to send"),
    TOPIC_GONE("are of topics that Kafka does not have"),
    REFUSED("were refused by Kafka");

    private final String words;

    Kept(String words) {
      this.words = words;
    }
  }

  private final Map<Key, Group> groups =
      new TreeMap<>(Comparator.comparing(Key::topic).thenComparing(Key::reason));
  private final Map<Kept, Long> kept = new EnumMap<>(Kept.class);
  private final Set<String> problems = new LinkedHashSet<>();
  private long sent;

  /** Adds a letter that was sent, or would be. */
  void sent(Letter letter) {
    sent++;
    groups
        .computeIfAbsent(new Key(letter.id().topic(), letter.reason()), key -> new Group(key))
        .add(letter);
  }

  void kept(Kept why) {
    kept.merge(why, 1L, Long::sum);
  }

  void refused(Letter letter, String problem) {
    kept(Kept.REFUSED);
    if (problems.size() < ERRORS) {
      problems.add("%s: %s".formatted(letter.id().position(), printable(problem)));
    }
  }

  long sent() {
    return sent;
  }

  /** Whether some letters could not be sent. */
  boolean isIncomplete() {
    return kept.containsKey(Kept.TOPIC_GONE) || kept.containsKey(Kept.REFUSED);
  }

  /**
   * The report for the user.
   *
   * @param verb the outcome of the letters, such as {@code were sent}
   */
  String asText(String verb) {
    StringBuilder text = new StringBuilder();
    if (!groups.isEmpty()) {
      line(text, TextTable.of(List.copyOf(groups.values()), Group.COLUMNS));
      groups.forEach((key, group) -> group.errors.forEach(error -> line(text, key + ": " + error)));
    }
    problems.forEach(problem -> line(text, "refused " + problem));
    kept.forEach((why, letters) -> line(text, "%,d letters %s".formatted(letters, why.words)));
    return text.append("%,d letters %s".formatted(sent, verb)).toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }

  /** Replaces control characters: text from a sender must not control the terminal. */
  private static String printable(String text) {
    String shown = text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) + "..." : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  private record Key(String topic, String reason) {
    @Override
    public String toString() {
      return topic + " " + reason;
    }
  }

  private static final class Group {

    private static final List<ColumnData<Group>> COLUMNS =
        List.of(
            TextTable.text("topic", group -> group.key.topic()),
            TextTable.text("reason", group -> group.key.reason()),
            TextTable.number("letters", group -> group.times.getCount()),
            TextTable.number("bytes", group -> group.bytes),
            TextTable.text("oldest", group -> time(group.times.getMin())),
            TextTable.text("newest", group -> time(group.times.getMax())));

    private final Key key;
    private final Set<String> errors = new LinkedHashSet<>();
    private final LongSummaryStatistics times = new LongSummaryStatistics();
    private long bytes;

    Group(Key key) {
      this.key = key;
    }

    void add(Letter letter) {
      times.accept(letter.id().receivedAt());
      bytes += letter.payload().length;
      if (errors.size() < ERRORS) {
        errors.add(printable(letter.error()));
      }
    }

    private static String time(long millis) {
      return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }
  }
}

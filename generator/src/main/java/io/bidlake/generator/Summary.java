package io.bidlake.generator;

import io.bidlake.generator.stream.Message.Nature;
import io.bidlake.generator.stream.Tally;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import java.time.Duration;
import java.util.Locale;

/** Formats the summary of a run. */
final class Summary {

  private Summary() {}

  /**
   * Returns a table with one line per topic. Events include late ones; messages include duplicates
   * and poison.
   */
  static String of(Tally tally, KafkaSettings kafka) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%-24s %13s %13s %13s %13s %13s%n"
            .formatted("topic", "events", "(late)", "duplicates", "poison", "messages"));
    long[] sums = new long[5];
    for (Topic<?> topic : tally.topics()) {
      long[] row = {
        tally.events(topic),
        tally.count(topic, Nature.LATE),
        tally.count(topic, Nature.DUPLICATE),
        tally.count(topic, Nature.POISON),
        tally.messages(topic)
      };
      append(kafka.nameOf(topic), row, text);
      for (int i = 0; i < row.length; i++) {
        sums[i] += row[i];
      }
    }
    append("all", sums, text);
    return text.toString().stripTrailing();
  }

  /** Returns the number of events, the duration and the rate. */
  static String speed(Tally tally, Duration duration) {
    double seconds = Math.max(0.001, duration.toMillis() / 1000.0);
    return String.format(
        Locale.ROOT,
        "%,d events in %,.1f s: %,.0f events/s",
        tally.events(),
        seconds,
        tally.events() / seconds);
  }

  /** Returns the number of lost messages by topic. */
  static String losses(KafkaOutput output, KafkaSettings kafka) {
    StringBuilder text = new StringBuilder();
    for (Topic<?> topic : ExampleTopics.WITH_OTHERS) {
      if (output.lost(topic) > 0) {
        text.append(text.isEmpty() ? "" : ", ")
            .append(String.format(Locale.ROOT, "%,d", output.lost(topic)))
            .append(" of ")
            .append(kafka.nameOf(topic));
      }
    }
    return text.toString();
  }

  private static void append(String name, long[] row, StringBuilder text) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-24s %,13d %,13d %,13d %,13d %,13d%n",
            name,
            row[0],
            row[1],
            row[2],
            row[3],
            row[4]));
  }
}

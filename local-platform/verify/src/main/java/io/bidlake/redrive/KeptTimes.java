package io.bidlake.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.primitives.Bytes;
import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import io.bidlake.redrive.DeadLetters.Letter;
import io.bidlake.verify.rows.EventSource;
import io.bidlake.verify.rows.EventSource.DocumentReader;
import io.bidlake.verify.text.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the event time into a document whose only time was the timestamp of its Kafka record: a
 * topic with {@code LogAppendTime} gives the new record another timestamp.
 */
final class KeptTimes {

  private static final Instant ANOTHER_TIME = Instant.parse("2001-01-01T00:00:00Z");

  /** Keyed by the topic's name in Kafka; without Avro topics, whose events contain their time. */
  private final Map<String, DocumentReader> readers = new HashMap<>();

  KeptTimes(KafkaSettings kafka, Feed feed) {
    for (Topic<?> topic : Topics.ALL) {
      if (kafka.formatOf(topic) != TopicFormat.AVRO) {
        readers.put(kafka.nameOf(topic), EventSource.documents(kafka, feed, topic));
      }
    }
  }

  /** The letter's payload, with the time at which Kafka received it, if that was its event time. */
  byte[] payload(Letter letter) {
    DocumentReader reader = readers.get(letter.id().topic());
    byte[] payload = letter.payload();
    if (reader == null) {
      return payload;
    }
    Instant time = Instant.ofEpochMilli(letter.id().receivedAt());
    List<Finding.Found> events = events(reader, payload, time);
    if (events.equals(events(reader, payload, ANOTHER_TIME))) {
      return payload;
    }
    byte[] timed =
        payload[0] == '{'
            ? with(
                "{\"ts\":\"%s\",".formatted(time), Arrays.copyOfRange(payload, 1, payload.length))
            : with(time + " ", payload);
    // Not for a line of an access log, or a document that has the key without a time.
    return events(reader, timed, ANOTHER_TIME).equals(events) ? timed : payload;
  }

  private static byte[] with(String beginning, byte[] rest) {
    return Bytes.concat(beginning.getBytes(UTF_8), rest);
  }

  private static List<Finding.Found> events(
      DocumentReader reader, byte[] payload, Instant received) {
    List<Finding.Found> events = new ArrayList<>();
    reader.read(payload, received, finding -> events.addAll(finding.events()));
    return events;
  }
}

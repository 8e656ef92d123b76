package io.bidlake.verify.kafka;

import java.util.Arrays;

/**
 * Identifies a Kafka record, or a document in one.
 *
 * @param receivedAt when Kafka received it, in ms since 1970, as in the lake; it distinguishes
 *     records of a topic that was deleted and re-created, whose offsets start again
 * @param part the document of JSON or notices, by {@link #part}; empty for the whole record
 */
public record RecordId(String topic, int partition, long offset, long receivedAt, String part) {

  /** A whole record. */
  public RecordId(String topic, int partition, long offset, long receivedAt) {
    this(topic, partition, offset, receivedAt, "");
  }

  /**
   * The name of a part of a record. It includes a hash of the bytes, to distinguish two dead
   * letters of one document.
   *
   * @param document the document's number within the record; 0 for the whole record
   */
  public static String part(int document, byte[] payload) {
    return document == 0 ? "" : document + "-" + Integer.toHexString(Arrays.hashCode(payload));
  }

  /** Parses the output of {@link #toString}. Names of topics contain no slash. */
  static RecordId parse(String text) {
    String[] parts = text.split("/", -1);
    return new RecordId(
        parts[0].intern(),
        Integer.parseInt(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        parts.length > 4 ? parts[4] : "");
  }

  /** The id of the whole record. */
  public RecordId whole() {
    return new RecordId(topic, partition, offset, receivedAt);
  }

  /** The position, such as {@code clicks/3/1200}. */
  public String position() {
    return topic + "/" + partition + "/" + offset;
  }

  @Override
  public String toString() {
    String whole = position() + "/" + receivedAt;
    return part.isEmpty() ? whole : whole + "/" + part;
  }
}

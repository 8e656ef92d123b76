package io.bidlake.verify.kafka;

import java.util.Arrays;

/**
 * Which Kafka record it is, or which document of one.
 *
 * @param receivedAt when Kafka received it, in epoch milliseconds, as the lake says it; tells it
 *     from a record of a topic that was deleted and made again, whose offsets begin anew
 * @param part a document of JSON or notices by {@link #part}; empty for the whole record
 */
public record RecordId(String topic, int partition, long offset, long receivedAt, String part) {

  /** A whole record. */
  public RecordId(String topic, int partition, long offset, long receivedAt) {
    this(topic, partition, offset, receivedAt, "");
  }

  /**
   * A part of a record: two dead letters of one document are told apart by their bytes.
   *
   * @param document its number within the record; 0 for the whole record
   */
  public static String part(int document, byte[] payload) {
    return document == 0 ? "" : document + "-" + Integer.toHexString(Arrays.hashCode(payload));
  }

  /** Reads what {@link #toString} writes. Topics have no slash in their names. */
  static RecordId parse(String text) {
    String[] parts = text.split("/", -1);
    return new RecordId(
        parts[0].intern(),
        Integer.parseInt(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        parts.length > 4 ? parts[4] : "");
  }

  /** The record that it is a part of. */
  public RecordId whole() {
    return new RecordId(topic, partition, offset, receivedAt);
  }

  /** Where it stands, such as {@code clicks/3/1200}. */
  public String position() {
    return topic + "/" + partition + "/" + offset;
  }

  @Override
  public String toString() {
    String whole = position() + "/" + receivedAt;
    return part.isEmpty() ? whole : whole + "/" + part;
  }
}

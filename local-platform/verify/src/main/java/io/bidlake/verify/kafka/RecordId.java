package io.bidlake.verify.kafka;

/**
 * Which Kafka record it is.
 *
 * @param receivedAt when Kafka received it, in epoch milliseconds, as the lake says it; tells it
 *     from a record of a topic that was deleted and made again, whose offsets begin anew
 */
public record RecordId(String topic, int partition, long offset, long receivedAt) {

  /** Reads what {@link #toString} writes. Topics have no slash in their names. */
  static RecordId parse(String text) {
    String[] parts = text.split("/", -1);
    return new RecordId(
        parts[0].intern(),
        Integer.parseInt(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]));
  }

  /** Where it stands, such as {@code clicks/3/1200}. */
  public String position() {
    return topic + "/" + partition + "/" + offset;
  }

  @Override
  public String toString() {
    return position() + "/" + receivedAt;
  }
}

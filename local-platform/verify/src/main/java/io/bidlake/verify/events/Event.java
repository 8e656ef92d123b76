package io.bidlake.verify.events;

import io.bidlake.model.Topic;

/**
 * What the tables of windows use of an event.
 *
 * @param topic its topic
 * @param requestId request that it belongs to; empty for none
 * @param id its own id
 * @param parent id of the event that it follows from; null of a request
 * @param time event time, ms
 * @param position where its record is in Kafka
 * @param ahead whether its clock was ahead of Kafka's
 * @param settled whether the jobs must have seen it
 * @param request what a request has; null of other events
 * @param win what an impression has; null of other events
 */
public record Event(
    Topic<?> topic,
    String requestId,
    String id,
    String parent,
    long time,
    Position position,
    boolean ahead,
    boolean settled,
    Request request,
    Win win) {

  public boolean isOf(Topic<?> other) {
    return topic.code() == other.code();
  }

  /** Whether it happened when another one did or after it, up to a bound in ms. */
  public boolean follows(Event other, long within) {
    return time >= other.time && time - other.time <= within;
  }

  /**
   * Where a record is in Kafka.
   *
   * @param topic default name of its topic
   * @param partition its partition
   * @param offset its offset
   */
  public record Position(String topic, int partition, long offset) {

    @Override
    public String toString() {
      return topic + "-" + partition + "@" + offset;
    }
  }

  /**
   * Of a request.
   *
   * @param publisher its publisher; null for none
   * @param country where the device is; null if unknown
   * @param accepted whether it is production traffic
   */
  public record Request(String publisher, String country, boolean accepted) {}

  /**
   * Of an impression.
   *
   * @param bidder seat that won
   * @param usd what it cost, CPM; not a number if that cannot be told
   */
  public record Win(String bidder, double usd) {

    public boolean isPriced() {
      return !Double.isNaN(usd);
    }
  }
}

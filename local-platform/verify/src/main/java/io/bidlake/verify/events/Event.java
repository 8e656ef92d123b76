package io.bidlake.verify.events;

import io.bidlake.model.Topic;
import java.util.List;
import java.util.Set;

/**
 * What the tables of windows use of an event.
 *
 * @param topic its topic
 * @param requestId request that it belongs to; empty for none
 * @param id its own id
 * @param parent id of the event that it follows from; null of a request
 * @param time event time, ms
 * @param position where its record is in Kafka
 * @param ahead whether its clock was ahead
 * @param settled whether the jobs must have seen it
 * @param request what a request has; null of other events
 * @param win what an impression has; null of other events
 * @param answer what a response has; null of other events
 */
public record Event(
    Topic<?> topic,
    String requestId,
    String id,
    String parent,
    long time,
    Position position,
    Ahead ahead,
    boolean settled,
    Request request,
    Win win,
    Answer answer) {

  /** Whether an event's clock was ahead when Kafka received it. */
  public enum Ahead {
    NO,
    /** Only the job that read it can tell, by a clock of its own: Kafka has the producer's. */
    MAYBE,
    YES
  }

  public boolean isAhead() {
    return ahead == Ahead.YES;
  }

  /** The same event of a clock that was not ahead. */
  public Event notAhead() {
    return new Event(
        topic, requestId, id, parent, time, position, Ahead.NO, settled, request, win, answer);
  }

  /** What copies of it have in common: two bidders can give their responses the same id. */
  public Object identity() {
    return answer == null ? id : List.of(id, answer);
  }

  /** Whether it names another one as what it follows from; an impression, one of its bidder. */
  public boolean names(Event other) {
    return other.id.equals(parent)
        && (other.answer == null || win == null || other.answer.canBeOf(win.bidder));
  }

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
   * @param bidder seat that won; null for none
   * @param usd what it cost, CPM; not a number if that cannot be told
   */
  public record Win(String bidder, double usd) {

    /** Name of the bidder's rows. */
    public String row() {
      return bidder == null ? "UNKNOWN" : bidder;
    }

    public boolean isPriced() {
      return !Double.isNaN(usd);
    }
  }

  /**
   * Of a response.
   *
   * @param seats the seats of its bids; an empty one for bids without seat
   * @param bids ids of its bids, if it has no seats; else none
   */
  public record Answer(Set<String> seats, List<String> bids) {

    private boolean canBeOf(String bidder) {
      return bidder == null || seats.isEmpty() || seats.contains("") || seats.contains(bidder);
    }
  }
}

package io.bidlake.verify.events;

import io.bidlake.model.Topic;
import java.util.List;
import java.util.Set;

/**
 * The data of an event that the windowed tables use.
 *
 * @param topic the event's topic
 * @param requestId the id of its request; empty if it has none
 * @param id the event's own id
 * @param parent the id of its parent event; null for a request
 * @param time the event time in ms
 * @param position the position of its record in Kafka
 * @param ahead whether the sender's clock was ahead
 * @param settled whether the jobs must have processed it
 * @param request the data of a request; null for other events
 * @param win the data of an impression; null for other events
 * @param answer the data of a response; null for other events
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

  /** Whether the sender's clock was ahead when Kafka received the event. */
  public enum Ahead {
    NO,
    /**
     * Only the job that read it can tell, by its own clock, because Kafka has the producer's
     * timestamp.
     */
    MAYBE,
    YES
  }

  public boolean isAhead() {
    return ahead == Ahead.YES;
  }

  /** A copy whose clock was not ahead. */
  public Event notAhead() {
    return new Event(
        topic, requestId, id, parent, time, position, Ahead.NO, settled, request, win, answer);
  }

  /**
   * The identity that duplicates share. For a response it includes more than the id, as two bidders
   * can use the same id for their responses.
   */
  public Object identity() {
    return answer == null ? id : List.of(id, answer);
  }

  /**
   * Whether it names another event as its parent; a response can only be the parent of an
   * impression of one of its bidders.
   */
  public boolean names(Event other) {
    return other.id.equals(parent)
        && (other.answer == null || win == null || other.answer.canBeOf(win.bidder));
  }

  public boolean isOf(Topic<?> other) {
    return topic.code() == other.code();
  }

  /** Whether its event time is at or after that of another event, by at most a bound in ms. */
  public boolean follows(Event other, long within) {
    return time >= other.time && time - other.time <= within;
  }

  /**
   * The position of a record in Kafka.
   *
   * @param topic the default name of its topic
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
   * The data of a request.
   *
   * @param publisher its publisher; null if it has none
   * @param country the country of the device; null if unknown
   * @param accepted whether it is production traffic
   */
  public record Request(String publisher, String country, boolean accepted) {}

  /**
   * The data of an impression.
   *
   * @param bidder the winning seat; null if there is none
   * @param usd the price in USD, CPM; NaN if unknown
   */
  public record Win(String bidder, double usd) {

    /** The bidder's name in the table. */
    public String row() {
      return bidder == null ? "UNKNOWN" : bidder;
    }

    public boolean isPriced() {
      return !Double.isNaN(usd);
    }
  }

  /**
   * The data of a response.
   *
   * @param seats the seats of its bids; the empty string for bids without a seat
   * @param bids the ids of its bids if it has no seats, or else empty
   */
  public record Answer(Set<String> seats, List<String> bids) {

    private boolean canBeOf(String bidder) {
      return bidder == null || seats.isEmpty() || seats.contains("") || seats.contains(bidder);
    }
  }
}

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
 * @param receivedAt when Kafka received it, in ms; the event time if that is unknown
 * @param position the position of its record in Kafka
 * @param ahead whether the sender's clock was ahead
 * @param settled whether the jobs must have processed it
 * @param request the data of a request; null for other events
 * @param response the data of a response; null for other events
 * @param outcome the data of an impression or a notice; null for other events
 */
public record Event(
    Topic<?> topic,
    String requestId,
    String id,
    String parent,
    long time,
    long receivedAt,
    Position position,
    Ahead ahead,
    boolean settled,
    Request request,
    Response response,
    Outcome outcome) {

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
        topic,
        requestId,
        id,
        parent,
        time,
        receivedAt,
        position,
        Ahead.NO,
        settled,
        request,
        response,
        outcome);
  }

  /**
   * The identity that duplicates share. For a response it includes more than the id, as two bidders
   * can use the same id for their responses.
   */
  public Object identity() {
    return response == null ? id : List.of(id, response.seats, response.ids);
  }

  /**
   * Whether it names another event as its parent; a response can only be the parent of an
   * impression of one of its bidders.
   */
  public boolean names(Event other) {
    return other.id.equals(parent)
        && (other.response == null || outcome == null || other.response.canBeOf(outcome.bidder));
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
   * @param rejection why it is not production traffic; null if it is
   * @param places its first placements
   * @param user the hash of the id of its user, as in a theta sketch; 0 if it has none
   */
  public record Request(
      String publisher, String country, String rejection, List<Place> places, long user) {

    /** Whether it is production traffic. */
    public boolean accepted() {
      return rejection == null;
    }

    /** The placement with an id; null if there is none. */
    public Place place(String imp) {
      return places.stream().filter(place -> place.imp.equals(imp)).findFirst().orElse(null);
    }
  }

  /**
   * A placement.
   *
   * @param imp its id
   * @param size width x height; null if unknown
   * @param floor the lowest bid that it takes, CPM in USD; NaN if unknown
   */
  public record Place(String imp, String size, double floor) {}

  /**
   * The data of a response.
   *
   * @param noBid the code of the reason for not bidding; null if there is none
   * @param bids its first bids
   * @param seats the seats of its bids; the empty string for bids without a seat
   * @param ids the ids of its bids if it has no seats, or else empty
   */
  public record Response(Integer noBid, List<Offer> bids, Set<String> seats, List<String> ids) {

    private boolean canBeOf(String bidder) {
      return bidder == null || seats.isEmpty() || seats.contains("") || seats.contains(bidder);
    }
  }

  /**
   * A bid.
   *
   * @param seat its seat; null if unknown
   * @param imp the id of its placement
   * @param usd the price in USD, CPM; NaN if unknown
   * @param campaign its campaign; null if unknown
   */
  public record Offer(String seat, String imp, double usd, String campaign) {}

  /**
   * The data of an impression or a notice: what became of a bid.
   *
   * @param kind win, billing, loss or impression
   * @param imp the id of the placement
   * @param bidder the seat of the bid; null if unknown
   * @param usd the price in USD, CPM; NaN if unknown
   * @param reason the code of the loss reason; null if there is none
   */
  public record Outcome(String kind, String imp, String bidder, double usd, Integer reason) {

    public static Outcome ofImpression(String imp, String bidder, double usd) {
      return new Outcome("impression", imp, bidder, usd, null);
    }

    public boolean isPriced() {
      return !Double.isNaN(usd);
    }
  }
}

package io.bidlake.verify.windows;

/** What the tables of windows use of an event. */
sealed interface Event {

  Head head();

  /**
   * What all events have.
   *
   * @param requestId request that it belongs to; empty for none
   * @param id its own id
   * @param time event time, ms
   * @param position where it stands in Kafka
   * @param ahead whether its clock was ahead of Kafka's
   * @param settled whether the jobs must have seen it
   */
  record Head(
      String requestId, String id, long time, Position position, boolean ahead, boolean settled) {}

  /**
   * A request.
   *
   * @param head what all events have
   * @param publisher its publisher; null for none
   * @param country where the device is; null if unknown
   * @param accepted whether it is production traffic
   */
  record Request(Head head, String publisher, String country, boolean accepted) implements Event {}

  /**
   * A response.
   *
   * @param head what all events have
   */
  record Response(Head head) implements Event {}

  /**
   * An impression.
   *
   * @param head what all events have
   * @param response response that won
   * @param bidder seat that won
   * @param usd what it cost, CPM; not a number if that cannot be told
   */
  record Impression(Head head, String response, String bidder, double usd) implements Event {
    boolean isPriced() {
      return !Double.isNaN(usd);
    }
  }

  /**
   * A click.
   *
   * @param head what all events have
   * @param impression what was clicked
   */
  record Click(Head head, String impression) implements Event {}
}

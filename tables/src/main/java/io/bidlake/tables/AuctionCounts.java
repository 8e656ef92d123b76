package io.bidlake.tables;

import io.bidlake.domain.RejectionReason;
import io.bidlake.model.DealStep;
import java.util.List;
import java.util.stream.Stream;

/**
 * The kinds of counts of the tables that the auction job fills. The numbers are in the state of the
 * job and must not change.
 */
public final class AuctionCounts {

  /** Kinds of {@code hourly_bid_landscape}. */
  public static final class Landscape {
    public static final int REQUESTS = 0;
    public static final int WITH_BIDS = 1;
    public static final int BIDS = 2;
    public static final int PRICED = 3;
    public static final int WITH_FLOOR = 4;
    public static final int BELOW_FLOOR = 5;
    public static final int CLEARED = 6;
    public static final int WITH_GAP = 7;

    /** Kind of price: a bid. */
    public static final int BID_PRICE = 0;

    /** Kind of price: an impression. */
    public static final int CLEARING_PRICE = 1;

    private Landscape() {}
  }

  /** Kinds of {@code hourly_reconciliation}. */
  public static final class Reconciled {
    public static final int WON = 0;
    public static final int BILLED = 1;
    public static final int RENDERED = 2;
    public static final int MATCHED = 3;
    public static final int NOT_WON = 4;
    public static final int NOT_BILLED = 5;
    public static final int NOT_RENDERED = 6;
    public static final int BILLED_AGAIN = 7;
    public static final int OTHER_PRICE = 8;

    private Reconciled() {}

    /** Returns the kind of placements with a step. */
    public static int with(DealStep step) {
      return switch (step) {
        case WIN -> WON;
        case BILLING -> BILLED;
        case RENDERING -> RENDERED;
      };
    }

    /** Returns the kind of placements without a step that they should have. */
    public static int without(DealStep step) {
      return switch (step) {
        case WIN -> NOT_WON;
        case BILLING -> NOT_BILLED;
        case RENDERING -> NOT_RENDERED;
      };
    }
  }

  /** Kinds of {@code reconciliation_gaps}: 1, and the times of the events in epoch milliseconds. */
  public static final class Gap {
    public static final int ONE = 0;
    public static final int WON_AT = 1;
    public static final int BILLED_AT = 2;
    public static final int RENDERED_AT = 3;
    public static final int PRICED = 4;

    private Gap() {}

    /** Returns the kind that says that a step is not reconciled, and therefore not missing. */
    public static int notCompared(DealStep step) {
      return switch (step) {
        case WIN -> 5;
        case BILLING -> 6;
        case RENDERING -> 7;
      };
    }

    /** Returns the steps that are missing. */
    static List<DealStep> missing(WindowTotals gap) {
      return Stream.of(DealStep.values())
          .filter(step -> gap.count(timeOf(step)) == 0 && gap.count(notCompared(step)) == 0)
          .toList();
    }

    /** Returns the kind with the time of a step. */
    public static int timeOf(DealStep step) {
      return switch (step) {
        case WIN -> WON_AT;
        case BILLING -> BILLED_AT;
        case RENDERING -> RENDERED_AT;
      };
    }
  }

  /** Kinds of {@code serving_by_minute}. */
  public static final class Served {
    public static final int IMPRESSIONS = 0;
    public static final int CLICKS = 1;

    private Served() {}
  }

  /** Kinds of {@code daily_reach_by_campaign}. */
  public static final class Reached {
    public static final int IMPRESSIONS = 0;

    private Reached() {}
  }

  /**
   * Kinds of {@code hourly_event_quality}. The delay of an event, in ms, is its kind of price
   * {@link #DELAY}, as {@link #delay} says.
   */
  public static final class Quality {
    public static final int EVENTS = 0;
    public static final int DISTINCT = 1;
    public static final int ORPHANS = 2;
    public static final int LATE = 3;
    public static final int AHEAD_OF_TIME = 4;

    /** Kind of price: the delay from an event to its receipt. */
    public static final int DELAY = 0;

    /** Longer delays count as this one, in ms: about 115 days. */
    public static final long LONGEST_DELAY = 10_000_000_000L;

    /** Delay of 1 ms as a price: the lowest that is not 0. */
    private static final double MILLI = PriceBuckets.LOWEST;

    private Quality() {}

    /** Returns the kind of requests that are rejected for a reason. */
    public static int rejected(RejectionReason reason) {
      return switch (reason) {
        case MISSING_REQUEST_ID -> 5;
        case MISSING_IMP -> 6;
        case MISSING_IMP_ID -> 7;
        case AMBIGUOUS_INVENTORY -> 8;
        case NEGATIVE_FLOOR -> 9;
        case TEST_TRAFFIC -> 10;
        case NON_PUBLIC_IP -> 11;
        case INVALID_IP -> 12;
      };
    }

    /**
     * Returns the kind of dead letters with a reason.
     *
     * @param reason one of {@link DeadLetter.Reason#OF_EVENTS}
     */
    public static int deadLetters(DeadLetter.Reason reason) {
      return switch (reason) {
        case EMPTY -> 13;
        case NOT_WIRE_FORMAT -> 14;
        case UNKNOWN_SCHEMA -> 15;
        case INCOMPATIBLE_SCHEMA -> 16;
        case MALFORMED -> 17;
        case IMPOSSIBLE_TIME -> 18;
        case UNKNOWN_EVENT -> 19;
        case MISSING_FIELD -> 20;
        case INVALID_FIELD -> 21;
        case IRRECONCILABLE, OVER_LIMIT, NAME_COLLISION, TABLE_UNWRITABLE ->
            throw new IllegalArgumentException(reason + " is no reason for events");
      };
    }

    /**
     * Returns a delay as a price, so that the buckets of prices are those of delays, too.
     *
     * @param millis 0 to {@link #LONGEST_DELAY}
     */
    public static double delay(long millis) {
      return millis * MILLI;
    }

    /** Returns the delay in ms that a price stands for; null for none. */
    static Double millis(Double delay) {
      return delay == null ? null : Double.valueOf(delay / MILLI);
    }
  }

  private AuctionCounts() {}
}

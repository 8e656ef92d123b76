package io.bidlake.tables;

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
  }

  /** Kinds of {@code reconciliation_gaps}: 1, and the times of the events in epoch milliseconds. */
  public static final class Gap {
    public static final int ONE = 0;
    public static final int WON_AT = 1;
    public static final int BILLED_AT = 2;
    public static final int RENDERED_AT = 3;
    public static final int PRICED = 4;

    private Gap() {}
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

  private AuctionCounts() {}
}

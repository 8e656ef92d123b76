package io.bidlake.model;

import java.util.Map;

/**
 * The names of the codes with which a bidder does not bid and an exchange lets a bid lose (AdCOM
 * 1.0, lists of no-bid and of loss reason codes). All other codes, which senders may make up, have
 * one name, so that senders cannot make the number of names large.
 */
public final class OutcomeReason {

  private static final String OTHER = "OTHER";

  private static final Map<Integer, String> OF_NO_BIDS =
      Map.ofEntries(
          Map.entry(0, "UNKNOWN_ERROR"),
          Map.entry(1, "TECHNICAL_ERROR"),
          Map.entry(2, "INVALID_REQUEST"),
          Map.entry(3, "KNOWN_WEB_CRAWLER"),
          Map.entry(4, "SUSPECTED_NON_HUMAN_TRAFFIC"),
          Map.entry(5, "CLOUD_DATA_CENTER_OR_PROXY"),
          Map.entry(6, "UNSUPPORTED_DEVICE"),
          Map.entry(7, "BLOCKED_PUBLISHER_OR_SITE"),
          Map.entry(8, "UNMATCHED_USER"),
          Map.entry(9, "DAILY_USER_CAP"),
          Map.entry(10, "DAILY_DOMAIN_CAP"),
          Map.entry(11, "ADS_TXT_UNAVAILABLE"),
          Map.entry(12, "ADS_TXT_VIOLATION"),
          Map.entry(13, "ADS_CERT_UNAVAILABLE"),
          Map.entry(14, "ADS_CERT_VIOLATION"),
          Map.entry(15, "INSUFFICIENT_TIME"),
          Map.entry(16, "INCOMPLETE_SUPPLY_CHAIN"),
          Map.entry(17, "BLOCKED_SUPPLY_CHAIN_NODE"));

  private static final Map<Integer, String> OF_LOSSES =
      Map.ofEntries(
          Map.entry(0, "BID_WON"),
          Map.entry(1, "INTERNAL_ERROR"),
          Map.entry(2, "OPPORTUNITY_EXPIRED"),
          Map.entry(3, "INVALID_RESPONSE"),
          Map.entry(4, "INVALID_DEAL"),
          Map.entry(5, "INVALID_AUCTION_ID"),
          Map.entry(6, "INVALID_ADVERTISER_DOMAIN"),
          Map.entry(7, "MISSING_MARKUP"),
          Map.entry(8, "MISSING_CREATIVE_ID"),
          Map.entry(9, "MISSING_PRICE"),
          Map.entry(10, "MISSING_CREATIVE_APPROVAL_DATA"),
          Map.entry(100, "BELOW_AUCTION_FLOOR"),
          Map.entry(101, "BELOW_DEAL_FLOOR"),
          Map.entry(102, "LOST_TO_HIGHER_BID"),
          Map.entry(103, "LOST_TO_DEAL"),
          Map.entry(104, "SEAT_BLOCKED"),
          Map.entry(200, "CREATIVE_FILTERED"),
          Map.entry(201, "CREATIVE_PENDING"),
          Map.entry(202, "CREATIVE_DISAPPROVED"),
          Map.entry(203, "CREATIVE_SIZE"),
          Map.entry(204, "CREATIVE_FORMAT"),
          Map.entry(205, "ADVERTISER_EXCLUSION"),
          Map.entry(206, "APP_EXCLUSION"),
          Map.entry(207, "CREATIVE_NOT_SECURE"),
          Map.entry(208, "LANGUAGE_EXCLUSION"),
          Map.entry(209, "CATEGORY_EXCLUSION"),
          Map.entry(210, "CREATIVE_ATTRIBUTE_EXCLUSION"),
          Map.entry(211, "AD_TYPE_EXCLUSION"),
          Map.entry(212, "ANIMATION_TOO_LONG"),
          Map.entry(213, "NOT_ALLOWED_IN_DEAL"));

  private OutcomeReason() {}

  /** Returns the name of a no-bid reason code. */
  public static String ofNoBid(int code) {
    return OF_NO_BIDS.getOrDefault(code, OTHER);
  }

  /** Returns the name of a loss reason code. */
  public static String ofLoss(int code) {
    return OF_LOSSES.getOrDefault(code, OTHER);
  }
}

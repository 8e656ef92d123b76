package io.bidlake.generator.funnel;

import io.bidlake.generator.auction.PlacedBid;
import io.bidlake.generator.pool.Dice;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.NoticeKind;
import java.time.Instant;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * Creates the notices that the exchange sends to bidders about an impression. They are derived from
 * other events.
 */
public final class Notices {

  /** Codes of the list of loss reasons (OpenRTB 2.6, 4.4). */
  private static final int LOST_TO_HIGHER_BID = 102;

  private static final int LOST_TO_A_DEAL = 103;
  private static final int OPPORTUNITY_EXPIRED = 2;

  /** Internal error, seat blocked, creative not approved, advertiser and category excluded. */
  private static final List<Integer> OTHER_LOSSES = List.of(1, 104, 202, 205, 209);

  private Notices() {}

  /** Returns the billing notice of an impression. */
  public static Notice billing(Impression impression) {
    Notice notice = notice(NoticeKind.BILLING, impression.getImpressionId(), impression);
    notice.setBidderId(impression.getBidderId());
    notice.setPrice(impression.getWinPrice());
    notice.setEventTimestamp(impression.getEventTimestamp());
    return notice;
  }

  /** Returns whether it is the billing notice of an impression. */
  public static boolean isBilling(Notice notice) {
    return notice.getKind().toString().equals(NoticeKind.BILLING.spelled());
  }

  /** Returns the impression whose billing notice this would be, as far as the notice tells. */
  public static Impression billed(Notice billing) {
    String prefix = NoticeKind.BILLING.spelled() + "/";
    Impression impression = new Impression();
    impression.setImpressionId(
        new Utf8(billing.getNoticeId().toString().substring(prefix.length())));
    impression.setRequestId(billing.getRequestId());
    impression.setResponseId(billing.getResponseId());
    impression.setImpId(billing.getImpId());
    impression.setBidderId(billing.getBidderId());
    impression.setWinPrice(billing.getPrice());
    impression.setWinCurrency(billing.getCurrency());
    impression.setEventTimestamp(billing.getEventTimestamp());
    return impression;
  }

  /** Returns the win notice of an auction that leads to an impression. */
  static Notice win(Impression impression, Instant auctionEnd) {
    Notice notice = notice(NoticeKind.WIN, bid(impression), impression);
    notice.setBidderId(impression.getBidderId());
    notice.setPrice(impression.getWinPrice());
    notice.setEventTimestamp(auctionEnd);
    return notice;
  }

  /** Returns the loss notice of the best bid that lost against that of an impression. */
  static Notice loss(PlacedBid loser, PlacedBid winner, Impression impression, Instant auctionEnd) {
    boolean toDeal = winner.deal() != null && loser.deal() == null;
    Notice notice = notice(NoticeKind.LOSS, bid(impression), impression);
    notice.setBidderId(loser.seat().id());
    notice.setLossReason(LOST_TO_HIGHER_BID);
    notice.setMinToWin(winner.bid().getPrice());
    if (toDeal) {
      // No price would have won, so there is no minimum to win.
      notice.setLossReason(LOST_TO_A_DEAL);
      notice.setMinToWin(null);
      notice.setCurrency(null);
    }
    notice.setEventTimestamp(auctionEnd);
    return notice;
  }

  /** Returns the loss notice of the best bid of a placement that nobody wins. */
  static Notice unsold(PlacedBid bid, BidResponse response, boolean isOverdue, Dice dice) {
    Utf8 imp = bid.lot().imp().getId();
    String place = response.getBidid() + "/" + imp;
    Notice notice = notice(NoticeKind.LOSS, place, response.getId(), response.getBidid(), imp);
    notice.setBidderId(bid.seat().id());
    notice.setLossReason(
        isOverdue ? OPPORTUNITY_EXPIRED : OTHER_LOSSES.get(dice.below(OTHER_LOSSES.size())));
    notice.setEventTimestamp(response.getEventTimestamp());
    return notice;
  }

  private static Notice notice(NoticeKind kind, CharSequence id, Impression impression) {
    Notice notice =
        notice(
            kind, id, impression.getRequestId(), impression.getResponseId(), impression.getImpId());
    notice.setCurrency(impression.getWinCurrency());
    return notice;
  }

  private static Notice notice(
      NoticeKind kind, CharSequence id, Utf8 request, Utf8 response, Utf8 imp) {
    Notice notice = new Notice();
    notice.setNoticeId(new Utf8(kind.spelled() + "/" + id));
    notice.setKind(new Utf8(kind.spelled()));
    notice.setRequestId(request);
    notice.setResponseId(response);
    notice.setImpId(imp);
    return notice;
  }

  private static String bid(Impression impression) {
    return impression.getResponseId() + "/" + impression.getImpId();
  }
}

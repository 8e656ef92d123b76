package io.bidlake.auction;

import io.bidlake.auction.Fact.Bid;
import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.auction.Fact.Response;
import io.bidlake.auction.Fact.Slot;
import io.bidlake.model.OutcomeReason;
import io.bidlake.runtime.state.EventId;
import io.bidlake.tables.WindowKey;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Counts an accepted request under how far it came, or why it ended. */
record CountLeakage(AuctionBounds bounds) {

  static final String NO_RESPONSE = "NO_RESPONSE";
  static final String NO_BID = "NO_BID";
  static final String BELOW_FLOOR = "BELOW_FLOOR";
  static final String LOST = "LOST";
  static final String WON_NOT_BILLED = "WON_NOT_BILLED";
  static final String BILLED_NOT_RENDERED = "BILLED_NOT_RENDERED";
  static final String RENDERED = "RENDERED";

  /** A placement and the bidder that won it. */
  private record Sale(EventId imp, String bidder) {}

  void count(AuctionState state, AuctionTotals out) {
    Request request = state.request();
    if (request != null && request.accepted()) {
      String key = WindowKey.of(WindowKey.orUnknown(request.publisher()), reason(state));
      out.of(AuctionTable.LEAKAGE, key, request.time()).addCount(0, 1);
    }
  }

  private String reason(AuctionState state) {
    List<Response> answers = state.answers(bounds);
    Map<Sale, Set<Kind>> sales = new HashMap<>();
    for (Outcome outcome : state.outcomes()) {
      if (belongs(outcome, state.request(), answers)) {
        sales
            .computeIfAbsent(
                new Sale(outcome.imp(), outcome.bidder()), sale -> EnumSet.noneOf(Kind.class))
            .add(outcome.kind());
      }
    }
    boolean won = false;
    boolean billed = false;
    boolean rendered = false;
    for (Set<Kind> kinds : sales.values()) {
      boolean isRendered = kinds.contains(Kind.IMPRESSION) || kinds.contains(Kind.PIXEL);
      // Of a sender without win and billing notices, an impression is billed.
      boolean isBilled = kinds.contains(Kind.BILLING) || (isRendered && !kinds.contains(Kind.WIN));
      won |= isRendered || isBilled || kinds.contains(Kind.WIN);
      billed |= isBilled;
      rendered |= isBilled && isRendered;
    }
    return rendered
        ? RENDERED
        : billed ? BILLED_NOT_RENDERED : won ? WON_NOT_BILLED : reasonOfNoSale(state, answers);
  }

  private boolean belongs(Outcome outcome, Request request, List<Response> answers) {
    return switch (outcome.kind()) {
      case IMPRESSION -> !AuctionState.parents(outcome, answers, bounds).isEmpty();
      case CLICK -> false;
      default -> AuctionBounds.follows(outcome.time(), request.time(), bounds.notice());
    };
  }

  private String reasonOfNoSale(AuctionState state, List<Response> answers) {
    if (answers.isEmpty()) {
      return NO_RESPONSE;
    }
    List<Bid> bids = answers.stream().flatMap(answer -> answer.bids().stream()).toList();
    if (bids.isEmpty()) {
      return with(NO_BID, answers.stream().map(Response::noBid), OutcomeReason::ofNoBid);
    }
    if (bids.stream().allMatch(bid -> isBelowFloor(bid, state.request()))) {
      return BELOW_FLOOR;
    }
    Stream<Integer> losses =
        state.outcomes(Kind.LOSS).stream()
            .filter(loss -> belongs(loss, state.request(), answers))
            .map(Outcome::reason);
    return with(LOST, losses, OutcomeReason::ofLoss);
  }

  private static boolean isBelowFloor(Bid bid, Request request) {
    Slot slot = request.slot(bid.imp());
    return slot != null && slot.hasFloor() && bid.isPriced() && bid.usd() < slot.floor();
  }

  /** Returns the reason with the name of the lowest code that is not null. */
  private static String with(String reason, Stream<Integer> codes, IntFunction<String> name) {
    return codes
        .filter(Objects::nonNull)
        .min(Integer::compare)
        .map(code -> reason + ": " + name.apply(code))
        .orElse(reason);
  }
}

package io.bidlake.generator.example;

import io.bidlake.model.Bid;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Imp;
import io.bidlake.model.Impression;
import io.bidlake.model.SeatBid;

/** An impression with the placement and the bid that it is of. */
record ShownAd(BidRequest request, Imp imp, Bid bid, Impression impression) {

  private static final int VIDEO = 2;
  private static final int AUDIO = 3;

  static ShownAd of(BidRequest request, Iterable<SeatBid> seats, Impression impression) {
    for (SeatBid seat : seats) {
      for (Bid bid : seat.getBid()) {
        if (seat.getSeat().equals(impression.getBidderId())
            && bid.getImpid().equals(impression.getImpId())
            && bid.getCrid().equals(impression.getCreativeId())) {
          return new ShownAd(request, imp(request, impression), bid, impression);
        }
      }
    }
    throw new IllegalStateException("no bid won the impression " + impression);
  }

  private static Imp imp(BidRequest request, Impression impression) {
    return request.getImp().stream()
        .filter(imp -> imp.getId().equals(impression.getImpId()))
        .findFirst()
        .orElseThrow();
  }

  boolean isVideo() {
    return bid.getMtype() == VIDEO;
  }

  /** Returns whether there is nothing to see. */
  boolean isAudio() {
    return bid.getMtype() == AUDIO;
  }

  boolean isOutOfHome() {
    return request.getDooh() != null;
  }

  boolean isInApp() {
    return request.getApp() != null;
  }

  /** Returns the position on screen of OpenRTB, 0 if it is unknown. */
  int position() {
    if (isVideo()) {
      return imp.getVideo().getPos();
    }
    return imp.getBanner() == null ? 0 : imp.getBanner().getPos();
  }
}

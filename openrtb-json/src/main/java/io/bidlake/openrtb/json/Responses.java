package io.bidlake.openrtb.json;

import io.bidlake.model.BidResponse;
import io.bidlake.model.SeatBid;
import io.bidlake.model.Topics;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.UnreadableDocument;
import io.bidlake.tables.DeadLetter.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;

/**
 * Emits bid responses. A response without an id becomes one response for each of its seats, with an
 * id made of request id and seat; notices derive the same id when they have no other.
 */
final class Responses {

  private static final Utf8 NOBODY = new Utf8("");

  private final Utf8 bidder;

  /**
   * @param bidderId default seat; null for none
   */
  Responses(String bidderId) {
    this.bidder = bidderId == null ? null : new Utf8(bidderId);
  }

  /**
   * Emits the responses of an answer; a no-bid for an unknown request is only counted.
   *
   * @param requestId id of the request, used if the answer has none; null if unknown
   */
  void take(BidResponse answer, Utf8 requestId, SourceDocument document, EventOutput out)
      throws UnreadableDocument {
    if (answer.getId().getByteLength() == 0 && requestId != null) {
      answer.setId(requestId);
    }
    if (answer.getId().getByteLength() == 0) {
      if (answer.getSeatbid().stream().anyMatch(seat -> !seat.getBid().isEmpty())) {
        throw new UnreadableDocument(Reason.MISSING_FIELD, "the response has no id");
      }
      out.count("noBids");
      return;
    }
    if (bidder != null) {
      answer.getSeatbid().stream()
          .filter(seat -> seat.getSeat() == null)
          .forEach(seat -> seat.setSeat(bidder));
    }
    if (answer.getBidid().getByteLength() > 0) {
      out.event(Topics.BID_RESPONSES, answer, document);
      return;
    }
    bySeat(answer.getSeatbid())
        .forEach(
            (seat, bids) -> {
              BidResponse response = BidResponse.newBuilder(answer).build();
              response.setBidid(new Utf8(answer.getId() + "~" + seat));
              response.setSeatbid(bids);
              out.event(Topics.BID_RESPONSES, response, document);
            });
  }

  private Map<Utf8, List<SeatBid>> bySeat(List<SeatBid> all) {
    Map<Utf8, List<SeatBid>> seats = new LinkedHashMap<>();
    for (SeatBid seat : all) {
      Utf8 name = seat.getSeat() == null ? NOBODY : seat.getSeat();
      seats.computeIfAbsent(name, each -> new ArrayList<>()).add(seat);
    }
    if (seats.isEmpty()) {
      seats.put(bidder == null ? NOBODY : bidder, List.of());
    }
    return seats;
  }
}

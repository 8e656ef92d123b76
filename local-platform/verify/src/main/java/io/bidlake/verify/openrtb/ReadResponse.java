package io.bidlake.verify.openrtb;

import io.bidlake.model.BidResponse;
import io.bidlake.model.Feed;
import io.bidlake.model.SeatBid;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.util.Utf8;

/**
 * Converts a bid response to records: one, or one per seat if the response has no {@code bidid}.
 */
final class ReadResponse {

  private final Feed feed;

  ReadResponse(Feed feed) {
    this.feed = feed;
  }

  /**
   * Returns the records; empty for a no-bid whose request is unknown.
   *
   * @param requestId the id of the request in the same object; null if there is none
   * @param ownKeys the keys that the caller has read
   */
  List<BidResponse> read(Json.Fields json, Instant time, String requestId, Set<String> ownKeys)
      throws FaultException {
    BidResponse response =
        (BidResponse) FillRecord.document(BidResponse.getClassSchema(), json, time, feed, ownKeys);
    if (response.getId().length() == 0) {
      boolean bids = response.getSeatbid().stream().anyMatch(seat -> !seat.getBid().isEmpty());
      if (requestId == null && bids) {
        throw new FaultException(DeadLetterReason.MISSING_FIELD, "a response without id");
      }
      if (requestId == null) {
        return List.of();
      }
      response.setId(new Utf8(requestId));
    }
    for (SeatBid seat : response.getSeatbid()) {
      if (seat.getSeat() == null && feed.bidderId() != null) {
        seat.setSeat(new Utf8(feed.bidderId()));
      }
    }
    return response.getBidid().length() > 0 ? List.of(response) : bySeat(response);
  }

  private List<BidResponse> bySeat(BidResponse response) {
    Map<String, List<SeatBid>> seats = new LinkedHashMap<>();
    for (SeatBid seat : response.getSeatbid()) {
      String name = seat.getSeat() == null ? "" : seat.getSeat().toString();
      seats.computeIfAbsent(name, key -> new ArrayList<>()).add(seat);
    }
    if (seats.isEmpty()) {
      seats.put(feed.bidderId() == null ? "" : feed.bidderId(), List.of());
    }
    List<BidResponse> records = new ArrayList<>();
    seats.forEach(
        (name, bids) -> {
          BidResponse record = new BidResponse();
          BidResponse.getClassSchema()
              .getFields()
              .forEach(field -> record.put(field.pos(), response.get(field.pos())));
          record.setBidid(new Utf8(response.getId() + "~" + name));
          record.setSeatbid(bids);
          records.add(record);
        });
    return records;
  }
}

package io.bidlake.verify;

import io.bidlake.model.Banner;
import io.bidlake.model.Bid;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Device;
import io.bidlake.model.Format;
import io.bidlake.model.Geo;
import io.bidlake.model.Imp;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.Publisher;
import io.bidlake.model.SeatBid;
import io.bidlake.model.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.util.Utf8;

/** Events as a test needs them: valid ones, to be changed where the test is about something. */
public final class Events {

  public static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

  private Events() {}

  /** A request of a public phone for a site, with this many placements. */
  public static BidRequest request(String id, int imps) {
    List<Imp> placements = new ArrayList<>();
    for (int i = 1; i <= imps; i++) {
      placements.add(
          Imp.newBuilder()
              .setId(new Utf8(String.valueOf(i)))
              .setBanner(Banner.newBuilder().setFormat(List.of(new Format(300, 250 + i))).build())
              .setBidfloor(0.1 * i)
              .build());
    }
    return BidRequest.newBuilder()
        .setId(new Utf8(id))
        .setEventTimestamp(NOON)
        .setImp(placements)
        .setSite(
            Site.newBuilder()
                .setId(new Utf8("site"))
                .setDomain(new Utf8("news.example"))
                .setCat(List.of(new Utf8("IAB1"), new Utf8("IAB2")))
                .setPublisher(Publisher.newBuilder().setId(new Utf8("pub-1")).build())
                .build())
        .setDevice(
            Device.newBuilder()
                .setIp(new Utf8("8.8.8.8"))
                .setDevicetype(4)
                .setGeo(Geo.newBuilder().setCountry(new Utf8("DEU")).build())
                .build())
        .setCur(List.of(new Utf8("EUR")))
        .build();
  }

  /** A response with one bid of each price, from one seat. */
  public static BidResponse response(String requestId, String id, double... prices) {
    List<Bid> bids = new ArrayList<>();
    for (int i = 0; i < prices.length; i++) {
      bids.add(
          Bid.newBuilder()
              .setId(new Utf8(id + "-" + i))
              .setImpid(new Utf8(String.valueOf(i + 1)))
              .setPrice(prices[i])
              .setAdomain(List.of(new Utf8("shop.example")))
              .build());
    }
    SeatBid seat = SeatBid.newBuilder().setSeat(new Utf8("seat-1")).setBid(bids).build();
    return BidResponse.newBuilder()
        .setId(new Utf8(requestId))
        .setBidid(new Utf8(id))
        .setEventTimestamp(NOON.plusMillis(80))
        .setSeatbid(prices.length == 0 ? List.of() : List.of(seat))
        .build();
  }

  public static Impression impression(String requestId, String id, double price) {
    return Impression.newBuilder()
        .setImpressionId(new Utf8(id))
        .setRequestId(new Utf8(requestId))
        .setResponseId(new Utf8("resp-" + requestId))
        .setImpId(new Utf8("1"))
        .setBidderId(new Utf8("seat-1"))
        .setWinPrice(price)
        .setEventTimestamp(NOON.plusSeconds(1))
        .build();
  }

  public static Notice notice(String requestId, String id, double price) {
    return Notice.newBuilder()
        .setNoticeId(new Utf8(id))
        .setKind(new Utf8("win"))
        .setRequestId(new Utf8(requestId))
        .setImpId(new Utf8("1"))
        .setPrice(price)
        .setEventTimestamp(NOON.plusSeconds(1))
        .build();
  }

  public static Click click(String requestId, String id) {
    return Click.newBuilder()
        .setClickId(new Utf8(id))
        .setRequestId(new Utf8(requestId))
        .setImpressionId(new Utf8("imp-" + requestId))
        .setImpId(new Utf8("1"))
        .setBidderId(new Utf8("seat-1"))
        .setEventTimestamp(NOON.plusSeconds(9))
        .build();
  }
}

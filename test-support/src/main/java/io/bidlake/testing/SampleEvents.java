package io.bidlake.testing;

import io.bidlake.model.App;
import io.bidlake.model.Banner;
import io.bidlake.model.Bid;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Device;
import io.bidlake.model.Geo;
import io.bidlake.model.Imp;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.Publisher;
import io.bidlake.model.Regs;
import io.bidlake.model.SeatBid;
import io.bidlake.model.Site;
import io.bidlake.model.User;
import java.time.Instant;
import java.util.List;
import org.apache.avro.util.Utf8;

/** Valid events; tests change the fields that they are about. */
public final class SampleEvents {

  public static final Instant TIME = Instant.parse("2026-02-03T10:15:30.123Z");

  private SampleEvents() {}

  /** Returns a site request from a US phone on a public address, with one placement. */
  public static BidRequest request(String id) {
    return BidRequest.newBuilder()
        .setId(utf8(id))
        .setEventTimestamp(TIME)
        .setImp(List.of(imp("1", 0.5)))
        .setSite(site("pub-1"))
        .setDevice(device("8.8.8.8"))
        .setUser(User.newBuilder().setId(utf8("user-1")).build())
        .setAt(1)
        .setTmax(120)
        .setCur(List.of(utf8("USD"), utf8("EUR")))
        .setRegs(Regs.newBuilder().setCoppa(0).setGdpr(1).build())
        .build();
  }

  public static Imp imp(String id, double floor) {
    return Imp.newBuilder()
        .setId(utf8(id))
        .setBanner(Banner.newBuilder().setW(300).setH(250).build())
        .setBidfloor(floor)
        .build();
  }

  public static Site site(String publisher) {
    return Site.newBuilder()
        .setId(utf8("site-1"))
        .setDomain(utf8("example.com"))
        .setCat(List.of(utf8("IAB1"), utf8("IAB2")))
        .setPublisher(Publisher.newBuilder().setId(utf8(publisher)).build())
        .build();
  }

  public static App app(String publisher) {
    return App.newBuilder()
        .setId(utf8("app-1"))
        .setBundle(utf8("com.example.app"))
        .setPublisher(Publisher.newBuilder().setId(utf8(publisher)).build())
        .build();
  }

  public static Device device(String ip) {
    return Device.newBuilder()
        .setIp(ip == null ? null : utf8(ip))
        .setDevicetype(4)
        .setOs(utf8("iOS"))
        .setGeo(Geo.newBuilder().setCountry(utf8("USA")).setRegion(utf8("CA")).build())
        .build();
  }

  /** Returns a response with one bid of each seat. */
  public static BidResponse response(String id, String requestId, String... seats) {
    return BidResponse.newBuilder()
        .setId(utf8(requestId))
        .setBidid(utf8(id))
        .setEventTimestamp(TIME.plusMillis(80))
        .setSeatbid(List.of(seats).stream().map(SampleEvents::seatBid).toList())
        .build();
  }

  private static SeatBid seatBid(String seat) {
    Bid bid =
        Bid.newBuilder()
            .setId(utf8("bid-" + seat))
            .setImpid(utf8("1"))
            .setPrice(1.25)
            .setAdomain(List.of(utf8("shoes.example")))
            .setCrid(utf8("creative-1"))
            .build();
    return SeatBid.newBuilder().setSeat(utf8(seat)).setBid(List.of(bid)).build();
  }

  public static Impression impression(String id, String requestId) {
    return Impression.newBuilder()
        .setImpressionId(utf8(id))
        .setRequestId(utf8(requestId))
        .setResponseId(utf8("response-of-" + requestId))
        .setImpId(utf8("1"))
        .setBidderId(utf8("seat-1"))
        .setWinPrice(1.1)
        .setCreativeId(utf8("creative-1"))
        .setAdDomain(utf8("shoes.example"))
        .setEventTimestamp(TIME.plusSeconds(1))
        .build();
  }

  public static Click click(String id, String impressionId, String requestId) {
    return Click.newBuilder()
        .setClickId(utf8(id))
        .setRequestId(utf8(requestId))
        .setImpressionId(utf8(impressionId))
        .setImpId(utf8("1"))
        .setBidderId(utf8("seat-1"))
        .setClickUrl(utf8("https://shoes.example/spring"))
        .setEventTimestamp(TIME.plusSeconds(20))
        .build();
  }

  /** Returns a win notice. */
  public static Notice notice(String id, String requestId) {
    return Notice.newBuilder()
        .setNoticeId(utf8(id))
        .setKind(utf8("win"))
        .setRequestId(utf8(requestId))
        .setResponseId(utf8("response-of-" + requestId))
        .setImpId(utf8("1"))
        .setBidderId(utf8("seat-1"))
        .setPrice(1.1)
        .setCurrency(utf8("USD"))
        .setEventTimestamp(TIME.plusMillis(80))
        .build();
  }

  public static Utf8 utf8(String text) {
    return new Utf8(text);
  }
}

package io.bidlake.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * Events in which every field of release 1 has a value of its own, other than its default. They are
 * what release 1 wrote: do not change them, and leave the fields of later releases alone.
 */
final class SampleEvents {

  static final Instant REQUESTED_AT = Instant.parse("2026-02-03T04:05:06.789Z");

  private SampleEvents() {}

  static BidResponse bidResponse() {
    Bid bid =
        Bid.newBuilder()
            .setId(utf8("bid-1"))
            .setImpid(utf8("imp-1"))
            .setPrice(1.75)
            .setNurl(utf8("https://bidder.example/win"))
            .setBurl(utf8("https://bidder.example/bill"))
            .setLurl(utf8("https://bidder.example/loss"))
            .setAdm(utf8("<div>Jetzt für 5 €</div>"))
            .setAdid(utf8("ad-1"))
            .setAdomain(utf8s("brand.example", "shop.example"))
            .setCid(utf8("campaign-1"))
            .setCrid(utf8("creative-1"))
            .setCat(utf8s("IAB1-1"))
            .setCattax(2)
            .setDealid(utf8("deal-1"))
            .setMtype(1)
            .setW(300)
            .setH(250)
            .setDur(15)
            .setExp(120)
            .build();
    return BidResponse.newBuilder()
        .setId(utf8("request-1"))
        .setBidid(utf8("response-1"))
        .setEventTimestamp(REQUESTED_AT.plusMillis(80))
        .setSeatbid(
            List.of(
                SeatBid.newBuilder()
                    .setBid(List.of(bid))
                    .setSeat(utf8("seat-1"))
                    .setGroup(1)
                    .build()))
        .setCur(utf8("EUR"))
        .setNbr(2)
        .build();
  }

  static Impression impression() {
    return Impression.newBuilder()
        .setImpressionId(utf8("impression-1"))
        .setRequestId(utf8("request-1"))
        .setResponseId(utf8("response-1"))
        .setImpId(utf8("imp-1"))
        .setBidderId(utf8("seat-1"))
        .setWinPrice(1.25)
        .setWinCurrency(utf8("EUR"))
        .setCreativeId(utf8("creative-1"))
        .setAdDomain(utf8("brand.example"))
        .setEventTimestamp(REQUESTED_AT.plusMillis(950))
        .build();
  }

  static Click click() {
    return Click.newBuilder()
        .setClickId(utf8("click-1"))
        .setRequestId(utf8("request-1"))
        .setImpressionId(utf8("impression-1"))
        .setImpId(utf8("imp-1"))
        .setBidderId(utf8("seat-1"))
        .setCreativeId(utf8("creative-1"))
        .setClickUrl(utf8("https://shop.example/?a=1&b=ü"))
        .setEventTimestamp(REQUESTED_AT.plusMillis(7_500))
        .build();
  }

  static Utf8 utf8(String text) {
    return new Utf8(text);
  }

  static List<Utf8> utf8s(String... texts) {
    return Arrays.stream(texts).map(Utf8::new).toList();
  }
}

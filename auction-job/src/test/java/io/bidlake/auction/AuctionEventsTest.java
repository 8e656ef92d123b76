package io.bidlake.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.auction.Fact.Bid;
import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.auction.Fact.Response;
import io.bidlake.auction.Fact.Slot;
import io.bidlake.domain.CurrencyRates;
import io.bidlake.domain.RejectionReason;
import io.bidlake.domain.reference.Reference;
import io.bidlake.model.Banner;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.CountingRules;
import io.bidlake.model.Format;
import io.bidlake.model.Imp;
import io.bidlake.model.Notice;
import io.bidlake.model.Publisher;
import io.bidlake.model.SeatBid;
import io.bidlake.model.Site;
import io.bidlake.model.User;
import io.bidlake.model.Video;
import io.bidlake.runtime.state.EventId;
import io.bidlake.settings.Settings;
import io.bidlake.tables.DeadLetter;
import io.bidlake.tables.Users;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuctionEventsTest {

  private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

  private static final Reference<CurrencyRates> RATES =
      CurrencyRates.read(Settings.of(List.of(), Map.of()));

  @BeforeAll
  static void open() {
    RATES.open();
  }

  private static Imp imp(String id, Banner banner, Video video) {
    Imp imp = new Imp();
    imp.setId(new Utf8(id));
    imp.setBanner(banner);
    imp.setVideo(video);
    imp.setBidfloor(1.5);
    imp.setBidfloorcur(new Utf8("USD"));
    return imp;
  }

  private static Banner banner(Integer width, Integer height, int... format) {
    Banner banner = new Banner();
    banner.setW(width);
    banner.setH(height);
    banner.setFormat(new ArrayList<>());
    if (format.length > 0) {
      banner.getFormat().add(new Format(format[0], format[1]));
    }
    return banner;
  }

  private static Request read(Imp... imps) {
    BidRequest request = new BidRequest();
    request.setId(new Utf8("r"));
    request.setEventTimestamp(NOON);
    request.setImp(List.of(imps));
    Site site = new Site();
    site.setPublisher(new Publisher());
    site.getPublisher().setId(new Utf8("pub"));
    request.setSite(site);
    return (Request) new AuctionEvents.OfRequests(RATES).read(request).fact;
  }

  @Test
  void readsTheSizeOfBannerFormatOrVideo() {
    Video video = new Video();
    video.setW(640);
    video.setH(360);

    assertThat(
            read(
                    imp("1", banner(300, 250, 1, 1), video),
                    imp("2", banner(300, null, 728, 90), null),
                    imp("3", banner(null, null), video),
                    imp("4", null, null),
                    imp("5", banner(0, 250), null),
                    imp("6", banner(10_000, 250), null))
                .slots())
        .extracting(Slot::size)
        .containsExactly("300x250", "728x90", "640x360", null, null, null);
  }

  @Test
  void readsTheFirstDifferentSizesOnly() {
    Imp[] imps = new Imp[CountingRules.MOST_SIZES + 2];
    for (int i = 0; i < imps.length; i++) {
      imps[i] = imp("" + i, banner(1 + i, 1), null);
    }
    imps[imps.length - 1] = imp("again", banner(1, 1), null);

    assertThat(read(imps).slots())
        .extracting(Slot::size)
        .startsWith("1x1", "2x1")
        .endsWith("16x1", null, "1x1");
  }

  @Test
  void readsRequests() {
    Request request = read(imp("1", banner(300, 250), null));

    assertThat(request.time()).isEqualTo(NOON.toEpochMilli());
    assertThat(request.publisher()).isEqualTo("pub");
    assertThat(request.slots()).containsExactly(new Slot(EventId.of("1"), "300x250", 1.5));
  }

  @Test
  void readsTheUserAsTheHashOfTheId() {
    assertThat(userOf(null)).isEqualTo(Users.NOBODY);
    assertThat(userOf("")).isEqualTo(Users.NOBODY);
    assertThat(userOf(" \t")).isEqualTo(Users.NOBODY);
    // As MurmurHash3 of Apache DataSketches has it.
    assertThat(userOf("x")).isEqualTo(7_563_301_355_927_466_297L);
  }

  private static long userOf(String id) {
    BidRequest request = new BidRequest();
    request.setId(new Utf8("r"));
    request.setEventTimestamp(NOON);
    request.setImp(List.of());
    request.setUser(new User());
    request.getUser().setId(id == null ? null : new Utf8(id));
    return ((Request) new AuctionEvents.OfRequests(RATES).read(request).fact).user();
  }

  @Test
  void readsTheFirstPlacementsAndBidsOnly() {
    Imp[] imps = new Imp[CountingRules.MOST_OFFERS + 1];
    for (int i = 0; i < imps.length; i++) {
      imps[i] = imp("" + i, null, null);
    }
    SeatBid seat = seat("a");
    for (int i = 0; i < imps.length; i++) {
      seat.getBid().add(bid("" + i, 1.0));
    }

    assertThat(read(imps).slots()).hasSize(CountingRules.MOST_OFFERS);
    assertThat(read("USD", seat).bids()).hasSize(CountingRules.MOST_OFFERS);
  }

  private static SeatBid seat(String id) {
    SeatBid seat = new SeatBid();
    seat.setSeat(id == null ? null : new Utf8(id));
    seat.setBid(new ArrayList<>());
    return seat;
  }

  private static io.bidlake.model.Bid bid(String imp, double price) {
    io.bidlake.model.Bid bid = new io.bidlake.model.Bid();
    bid.setId(new Utf8("b"));
    bid.setImpid(new Utf8(imp));
    bid.setPrice(price);
    bid.setCid(new Utf8("c"));
    return bid;
  }

  private static Response read(String currency, SeatBid... seats) {
    BidResponse response = new BidResponse();
    response.setId(new Utf8("r"));
    response.setBidid(new Utf8("p"));
    response.setCur(new Utf8(currency));
    response.setNbr(2);
    response.setEventTimestamp(NOON);
    response.setSeatbid(List.of(seats));
    return (Response) AuctionEvents.ofResponses(RATES).read(response).fact;
  }

  @Test
  void readsTheBidsOfAllSeats() {
    SeatBid one = seat("a");
    one.getBid().add(bid("1", 2.0));
    SeatBid other = seat(null);
    other.getBid().add(bid("2", -1));

    Response response = read("USD", one, other);

    assertThat(response.noBid()).isEqualTo(2);
    assertThat(response.bidder().seats()).containsExactly("", "a");
    assertThat(response.bids())
        .containsExactly(
            new Bid("a", EventId.of("1"), 2.0, "c"),
            new Bid(null, EventId.of("2"), Double.NaN, "c"));
  }

  @Test
  void knowsNoPriceOfAnUnknownCurrency() {
    SeatBid seat = seat("a");
    seat.getBid().add(bid("1", 2.0));

    assertThat(read("ZZZ", seat).bids()).extracting(Bid::usd).containsExactly(Double.NaN);
  }

  @Test
  void knowsWhyARequestIsRejected() {
    AuctionEvents.OfRequests reader = new AuctionEvents.OfRequests(RATES);
    BidRequest request = new BidRequest();
    request.setId(new Utf8("r"));
    request.setEventTimestamp(NOON);
    request.setImp(List.of());
    assertThat(reader.read(request).rejection).isEqualTo(RejectionReason.MISSING_IMP);

    request.setImp(List.of(imp("1", null, null)));
    assertThat(reader.read(request).rejection).isNull();
  }

  @Test
  void makesAnEventOfADeadLetter() {
    AuctionEvents.Reader<Click> reader = AuctionEvents::ofClick;

    assertThat(reader.deadLetter(DeadLetter.Reason.EMPTY).deadLetter)
        .isEqualTo(DeadLetter.Reason.EMPTY);
  }

  private static Outcome notice(String kind, String id, Double price, String currency) {
    Notice notice = new Notice();
    notice.setNoticeId(new Utf8(id));
    notice.setKind(new Utf8(kind));
    notice.setRequestId(new Utf8("r"));
    notice.setImpId(new Utf8("1"));
    notice.setPrice(price);
    notice.setCurrency(currency == null ? null : new Utf8(currency));
    notice.setLossReason(102);
    notice.setEventTimestamp(NOON);
    return (Outcome) AuctionEvents.ofNotices(RATES).read(notice).fact;
  }

  @Test
  void readsNoticesOfAllKinds() {
    assertThat(notice("win", "n", 1.0, "USD").kind()).isEqualTo(Kind.WIN);
    assertThat(notice("billing", "n", 1.0, "USD").kind()).isEqualTo(Kind.BILLING);
    assertThat(notice("impression", "n", 1.0, "USD").kind()).isEqualTo(Kind.PIXEL);
    assertThat(notice("loss", "n", null, null))
        .matches(loss -> loss.kind() == Kind.LOSS)
        .matches(loss -> loss.reason() == 102)
        .matches(loss -> !loss.isPriced());
    assertThat(notice("another", "n", 1.0, null).kind()).isEqualTo(Kind.LOSS);
  }

  @Test
  void shortensTheIdOfANotice() {
    String id = "billing/0e4b2b1c-7b3a-4d6e-9f10-a1b2c3d4e5f6";

    assertThat(notice("win", "short", 1.0, "USD").id()).isEqualTo(EventId.of("short"));
    assertThat(notice("win", id, 1.0, "USD").id())
        .isEqualTo(notice("win", id, 1.0, "USD").id())
        .isNotEqualTo(notice("win", id + 1, 1.0, "USD").id())
        .extracting(EventId::toString)
        .asString()
        .hasSize(36);
  }
}

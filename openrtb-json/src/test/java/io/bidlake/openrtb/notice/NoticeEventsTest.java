package io.bidlake.openrtb.notice;

import static io.bidlake.openrtb.notice.Decoded.RECEIVED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Click;
import io.bidlake.model.Feed;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.NoticeKind;
import io.bidlake.model.Topics;
import io.bidlake.tables.DeadLetter.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeEventsTest {

  private static final String IDS =
      "a=${AUCTION_ID}&b=${AUCTION_BID_ID}&i=${AUCTION_IMP_ID}&s=${AUCTION_SEAT_ID}";
  private static final String ALL =
      IDS
          + "&p=${AUCTION_PRICE}&c=${AUCTION_CURRENCY}&t=${AUCTION_IMP_TS}&r=${AUCTION_LOSS}"
          + "&m=${AUCTION_MIN_TO_WIN}&n=${IMPRESSION_ID}&k=${CLICK_ID}&u=${CLICK_URL}"
          + "&cr=${CREATIVE_ID}&d=${AD_DOMAIN}";
  private static final String EVERYTHING =
      "?a=r&b=b&i=p&s=seat&p=2.5&c=+eur%20&t=1772366399000&r=102&m=3&n=n&k=k&u=u%00&cr=cr&d=d";

  private static Feed feed(String bidderId, NoticeKind impressionOn) {
    return new Feed(
        bidderId,
        "GBP",
        impressionOn,
        List.of(
            new Feed.Template(NoticeKind.WIN, "/win?" + ALL),
            new Feed.Template(NoticeKind.BILLING, "/bill?" + ALL),
            new Feed.Template(NoticeKind.LOSS, "/loss?" + ALL),
            new Feed.Template(NoticeKind.IMPRESSION, "/imp?" + ALL),
            new Feed.Template(NoticeKind.CLICK, "/click?" + ALL),
            new Feed.Template(NoticeKind.WIN, "/b64?" + IDS + "&p=${AUCTION_PRICE:B64}"),
            new Feed.Template(
                NoticeKind.LOSS,
                "/micros?" + IDS + "&p=${AUCTION_PRICE:MICROS}&m=${AUCTION_MIN_TO_WIN:MICROS}")),
        List.of());
  }

  private static Decoded decode(String line) {
    return Decoded.of(feed(null, NoticeKind.BILLING), line);
  }

  private static Utf8 utf8(String text) {
    return new Utf8(text);
  }

  private static String text(Utf8 text) {
    return text == null ? null : text.toString();
  }

  @Test
  void aBillingNoticeIsAnImpressionAndANotice() {
    Decoded decoded = decode("/bill" + EVERYTHING);

    Instant time = Instant.ofEpochMilli(1_772_366_399_000L);
    assertThat(decoded.events)
        .extracting(Decoded.Event::event)
        .containsExactly(
            Impression.newBuilder()
                .setImpressionId(utf8("n"))
                .setRequestId(utf8("r"))
                .setResponseId(utf8("b"))
                .setImpId(utf8("p"))
                .setBidderId(utf8("seat"))
                .setWinPrice(2.5)
                .setWinCurrency(utf8("+EUR"))
                .setCreativeId(utf8("cr"))
                .setAdDomain(utf8("d"))
                .setEventTimestamp(time)
                .build(),
            Notice.newBuilder()
                .setNoticeId(utf8("billing/n"))
                .setKind(utf8("billing"))
                .setRequestId(utf8("r"))
                .setResponseId(utf8("b"))
                .setImpId(utf8("p"))
                .setBidderId(utf8("seat"))
                .setPrice(2.5)
                .setCurrency(utf8("+EUR"))
                .setLossReason(102)
                .setMinToWin(3.0)
                .setEventTimestamp(time)
                .build());
    assertThat(decoded.counters).isEmpty();
  }

  @Test
  void aClickIsAClick() {
    assertThat(decode("/click" + EVERYTHING).events)
        .extracting(Decoded.Event::event)
        .containsExactly(
            Click.newBuilder()
                .setClickId(utf8("k"))
                .setRequestId(utf8("r"))
                .setImpressionId(utf8("n"))
                .setImpId(utf8("p"))
                .setBidderId(utf8("seat"))
                .setCreativeId(utf8("cr"))
                .setClickUrl(utf8("u\uFFFD"))
                .setEventTimestamp(Instant.ofEpochMilli(1_772_366_399_000L))
                .build());
    Click bare = decode("/click?a=r&i=p&s=seat").of(Topics.CLICKS).get(0);
    assertThat(bare)
        .isEqualTo(
            Click.newBuilder()
                .setClickId(utf8("r~seat/p"))
                .setRequestId(utf8("r"))
                .setImpressionId(utf8("r~seat/p"))
                .setImpId(utf8("p"))
                .setBidderId(utf8("seat"))
                .setCreativeId(null)
                .setClickUrl(null)
                .setEventTimestamp(Instant.ofEpochMilli(RECEIVED_AT))
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "BILLING, /win, notices, {notices.win=1}",
    "BILLING, /bill, impressions notices, {}",
    "BILLING, /imp, notices, {notices.impression=1}",
    "BILLING, /loss, notices, '{notices.loss=1, notices.loss.102=1}'",
    "BILLING, /click, clicks, {}",
    "WIN, /win, impressions notices, {}",
    "WIN, /bill, notices, {notices.billing=1}",
    "WIN, /imp, notices, {notices.impression=1}",
    "IMPRESSION, /win, notices, {notices.win=1}",
    "IMPRESSION, /bill, notices, {notices.billing=1}",
    "IMPRESSION, /imp, impressions, {}",
  })
  void oneKindMakesImpressions(
      NoticeKind impressionOn, String path, String topics, String counters) {
    Decoded decoded = Decoded.of(feed(null, impressionOn), path + EVERYTHING);

    assertThat(decoded.letters).isEmpty();
    assertThat(decoded.events)
        .extracting(event -> event.topic().name())
        .containsExactly(topics.split(" "));
    assertThat(decoded.counters).hasToString(counters);
  }

  @ParameterizedTest
  @CsvSource({
    ", /win?a=r&i=p, win/r~/p, ,",
    "dsp, /win?a=r&i=p, win/r~dsp/p, r~dsp, dsp",
    "dsp, /win?a=r&i=p&s=seat, win/r~seat/p, r~seat, seat",
    ", /win?a=r&i=p&b=b, win/b/p, b,",
    ", /loss?a=r&i=p&n=n, loss/n, ,",
  })
  void namesANoticeByWhatItHas(
      String bidderId, String line, String id, String responseId, String bidder) {
    Decoded decoded = Decoded.of(feed(bidderId, NoticeKind.BILLING), line);

    Notice notice = decoded.of(Topics.NOTICES).get(0);
    assertThat(text(notice.getNoticeId())).isEqualTo(id);
    assertThat(text(notice.getResponseId())).isEqualTo(responseId);
    assertThat(text(notice.getBidderId())).isEqualTo(bidder);
    assertThat(text(notice.getCurrency())).isNull();
    assertThat(notice.getPrice()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/win?a=r&i=p&p=2, 2, , GBP",
    "/win?a=r&i=p&p=2&c=%20, 2, , GBP",
    "/win?a=r&i=p&m=3&c=eur, , 3, EUR",
    "/win?a=r&i=p&c=eur, , ,",
    "/b64?a=r&i=p&p=Mi4zNQ==, 2.35, , GBP",
    "/b64?a=r&i=p&p=Mi4zNQ, 2.35, , GBP",
    "/b64?a=r&i=p&p=KzUuMA%3D%3D, 5, , GBP",
    "/micros?a=r&i=p&p=1250000&m=1, 1.25, 0.000001, GBP",
    "/win?a=r&i=p&p=-1, -1, , GBP",
  })
  void readsPrices(String line, Double price, Double minimum, String currency) {
    Decoded decoded = decode(line);
    assertThat(decoded.letters).isEmpty();
    Notice notice = decoded.of(Topics.NOTICES).get(0);
    assertThat(notice.getPrice()).isEqualTo(price);
    assertThat(notice.getMinToWin()).isEqualTo(minimum);
    assertThat(text(notice.getCurrency())).isEqualTo(currency);
  }

  @ParameterizedTest
  @CsvSource({
    "/win?i=p, MISSING_FIELD, AUCTION_ID is missing",
    "/win?a=r&i=, MISSING_FIELD, AUCTION_IMP_ID is missing",
    "/bill?a=r&i=p&p=1, MISSING_FIELD, AUCTION_SEAT_ID is missing",
    "/click?a=r&i=p&n=n, MISSING_FIELD, AUCTION_SEAT_ID is missing",
    "/bill?a=r&i=p&s=s&t=x, MISSING_FIELD, AUCTION_PRICE is missing",
    "/win?a=r&i=p&p=x&t=x, INVALID_FIELD, AUCTION_PRICE is no price: 'x'",
    "/win?a=r&i=p&p=NaN, INVALID_FIELD, AUCTION_PRICE is no price: 'NaN'",
    "/b64?a=r&i=p&p=-_-_, INVALID_FIELD, AUCTION_PRICE is no price: '-_-_'",
    "/b64?a=r&i=p&p=2.5, INVALID_FIELD, AUCTION_PRICE is no price: '2.5'",
    "/micros?a=r&i=p&p=0x1, INVALID_FIELD, AUCTION_PRICE is no price: '0x1'",
    "/win?a=r&i=p&m=x, INVALID_FIELD, AUCTION_MIN_TO_WIN is no price: 'x'",
    "/loss?a=r&i=p&r=1.5, INVALID_FIELD, AUCTION_LOSS is no whole number: '1.5'",
    "/win?a=r&i=p&t=2026-03-01T12:00Z, INVALID_FIELD, AUCTION_IMP_TS is no time:"
        + " '2026-03-01T12:00Z'",
    "/win?a=r&i=p&cr=${CREATIVE_ID}, INVALID_FIELD, CREATIVE_ID was not substituted:"
        + " '${CREATIVE_ID}'",
    "/win?a=r&i=p&cr=x%24%7BY, INVALID_FIELD, CREATIVE_ID was not substituted: 'x${Y'",
    "/win?a=%FF&i=p, INVALID_FIELD, parameter a is no percent-encoded UTF-8: '%FF'",
    "/win?a=%F&i=p, INVALID_FIELD, parameter a is no percent-encoded UTF-8: '%F'",
    "/win?a=%C0%80&i=p, INVALID_FIELD, parameter a is no percent-encoded UTF-8: '%C0%80'",
    "/win?a=%ED%A0%80&i=p, INVALID_FIELD, parameter a is no percent-encoded UTF-8: '%ED%A0%80'",
    "/win?a=${AUCTION_ID}&i=, INVALID_FIELD, AUCTION_ID was not substituted: '${AUCTION_ID}'",
  })
  void refusesWhatAnEventCannotGoWithout(String line, Reason reason, String error) {
    Decoded decoded = decode(line);

    assertThat(decoded.letters).containsExactly(new Decoded.Letter(reason, error, 1, line));
    assertThat(decoded.events).isEmpty();
    assertThat(decoded.counters).isEmpty();
  }

  @Test
  void countsAuditsAndNothingElseOfThem() {
    Decoded decoded =
        decode("/bill?a=AUDIT\n/bill?a=${AUCTION_ID}&p=AUDIT\n/win?a=r&i=p&p=1&cr=Audit");

    assertThat(decoded.counters).isEqualTo(Map.of("notices.audit", 2, "notices.win", 1));
    assertThat(decoded.events).hasSize(1);
    assertThat(decoded.letters).isEmpty();
  }

  @Test
  void countsNoMoreCodesThanALossCanHave() {
    Decoded decoded =
        decode(
            "/loss?a=r&i=p&r=0\n/loss?a=r&i=p&r=9999\n/loss?a=r&i=p&r=10000\n/loss?a=r&i=p&r=-1\n"
                + "/win?a=r&i=p&r=5");

    assertThat(decoded.counters)
        .isEqualTo(
            Map.of(
                "notices.loss", 4, "notices.loss.0", 1, "notices.loss.9999", 1, "notices.win", 1));
    assertThat(decoded.of(Topics.NOTICES))
        .extracting(Notice::getLossReason)
        .containsExactly(0, 9_999, 10_000, -1, 5);
  }

  @Test
  void prefersTheNoticesOwnTimeToThatOfTheLine() {
    String line = "1772366000 /win?a=r&i=p&t=";
    assertThat(decode(line).of(Topics.NOTICES).get(0).getEventTimestamp())
        .isEqualTo(Instant.ofEpochSecond(1_772_366_000));
    assertThat(
            decode("x /win?a=r&i=p&t=1772366001500").of(Topics.NOTICES).get(0).getEventTimestamp())
        .isEqualTo(Instant.ofEpochMilli(1_772_366_001_500L));
  }

  @Test
  void showsAtMost200CharactersOfAValue() {
    assertThat(decode("/win?a=r&i=p&p=" + "x".repeat(300)).letters.get(0).error())
        .isEqualTo("AUCTION_PRICE is no price: '" + "x".repeat(200) + "'");
  }
}

package io.bidlake.verify.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Click;
import io.bidlake.model.Feed;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.NoticeKind;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.verify.TestFeed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lines of notices become. */
class NoticesTest {

  private static final List<Topic<?>> ALL =
      List.of(Topics.IMPRESSIONS, Topics.CLICKS, Topics.NOTICES);

  private static final String BILL =
      "https://t.example/b?a=${AUCTION_ID}&i=${AUCTION_IMP_ID}&s=${AUCTION_SEAT_ID}"
          + "&p=${AUCTION_PRICE}&c=${AUCTION_CURRENCY}&t=${AUCTION_IMP_TS}&n=${IMPRESSION_ID}"
          + "&m=${AUCTION_MIN_TO_WIN}&l=${AUCTION_LOSS}&b=${AUCTION_BID_ID}&x=${AUCTION_AD_ID}";

  private static final String GOOD = "/b?a=r&i=1&s=s&p=1";

  private final TestFeed bills = feed(NoticeKind.BILLING, NoticeKind.BILLING, ALL, BILL);

  private static TestFeed feed(
      NoticeKind kind, NoticeKind impressionOn, List<Topic<?>> topics, String... templates) {
    List<Feed.Template> notices =
        Arrays.stream(templates).map(url -> new Feed.Template(kind, url)).toList();
    return new TestFeed(
        new Feed(null, "CHF", impressionOn, notices, List.of()), topics, TestFeed.RECEIVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \r\n\n", "\uFEFF\n"})
  void areNoneInWhatIsEmpty(String value) {
    assertThat(bills.read(value).reasons()).containsExactly("1 EMPTY");
  }

  @Test
  void areNumberedWithoutBlankLines() {
    String value = "\uFEFF\n \t\r\n" + GOOD + "\r\n\nhello \r\n  " + GOOD + "\n/x";

    assertThat(bills.read(value).letters())
        .containsExactly("2 UNKNOWN_EVENT hello", "4 UNKNOWN_EVENT /x");
    assertThat(bills.read(value).events()).hasSize(4);
  }

  @Test
  void areMalformedLinesThatAreNoTextOrTooLong() {
    byte[] value =
        (GOOD + "\n" + GOOD + "&x=\u00ff\n" + GOOD).getBytes(StandardCharsets.ISO_8859_1);

    assertThat(bills.read(value).reasons()).containsExactly("2 MALFORMED");
    String longest = GOOD + "&x=" + "a".repeat((64 << 10) - GOOD.length() - 3);
    assertThat(bills.read(longest).reasons()).isEmpty();
    assertThat(bills.read(longest + "a").reasons()).containsExactly("1 MALFORMED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "@|2026-03-01T12:00:00Z",
        "https://T.example@|2026-03-01T12:00:00Z",
        "http://t.EXAMPLE@#fragment|2026-03-01T12:00:00Z",
        "1772365000 @|2026-03-01T11:36:40Z",
        "1772365000123 @|2026-03-01T11:36:40.123Z",
        "2026-03-01T11:36:40,@|",
        "2026-03-01T11:36:40 https://t.example@|2026-03-01T11:36:40Z",
        "2026-03-01 11:36:40+01 @|2026-03-01T10:36:40Z",
        "yesterday @|1 INVALID_FIELD",
        "x - [01/Mar/2026:12:34:56 +0100] 'GET @ HTTP/1.1' 200|2026-03-01T11:34:56Z",
        "x - [01/Mar/2026:12:34:56 -0130] 'POST @ HTTP/2' 200|2026-03-01T14:04:56Z",
        "'HEAD https://t.example@ HTTP/1.0'|2026-03-01T12:00:00Z",
        "[32/Mar/2026:12:34:56 +0100] 'GET @ HTTP/1.1'|2026-03-01T12:00:00Z",
        "[01/Xyz/2026:12:34:56 +0100] 'GET @ HTTP/1.1'|2026-03-01T12:00:00Z",
        "[2026-03-01] 'GET @ HTTP/1.1'|2026-03-01T12:00:00Z",
        "x [2026-03-01T11:34:56+00:00] 'GET @ HTTP/1.1' 200|2026-03-01T11:34:56Z",
        "[2026-03-01 12:34:56.5+0100] 'GET @ HTTP/1.1'|2026-03-01T11:34:56.500Z",
        "[2026-03-01T11:34] 'GET @ HTTP/1.1'|2026-03-01T11:34:00Z",
        "[7] [x [2026-03-01T11:34:56Z] 'GET @ HTTP/1.1'|2026-03-01T11:34:56Z",
        "[32/Mar/2026:12:34:56 +0100] [2026-03-01T11:34:56Z] 'GET @ HTTP/2'|2026-03-01T11:34:56Z",
        "[01/Mar/2026:12:34:56 +0100] [2026-03-01T10:00:00Z] 'GET @ HTTP/2'|2026-03-01T11:34:56Z",
        "[ 2026-03-01T11:34:56Z ] 'GET @ HTTP/1.1'|2026-03-01T11:34:56Z",
        "[ 01/Mar/2026:12:34:56 +0100 ] 'GET @ HTTP/1.1'|2026-03-01T12:00:00Z",
        "[1772365000] 'GET @ HTTP/1.1'|2026-03-01T12:00:00Z",
        "[2026-02-30T11:34:56Z] 'GET @ HTTP/1.1'|2026-03-01T12:00:00Z",
        "2026-03-01T11:34:56Z 'GET @ HTTP/1.1'|2026-03-01T12:00:00Z",
        "'GET @ HTTP/1.1' 200 '[2026-03-01T11:34:56Z]'|2026-03-01T11:34:56Z",
        "'GET @ HTTP/1.1' 200 '[01/Mar/2026:12:34:56 +0100]'|2026-03-01T11:34:56Z",
        "1772365000 @&t=1772366400500|2026-03-01T12:00:00.500Z",
        "yesterday @&t=1772366400|2026-03-01T12:00:00Z",
        "@&t=2026-03-01T12:00:00Z|1 INVALID_FIELD",
        "@&t=-5|1 INVALID_FIELD",
        "@&t=5|1 IMPOSSIBLE_TIME"
      })
  void haveTheTimeOfTheirLine(String line, String outcome) {
    TestFeed.Read read = bills.read(line.replace("@", GOOD).replace('\'', '"'));
    if (outcome == null) {
      assertThat(read.reasons()).containsExactly("1 UNKNOWN_EVENT");
    } else if (outcome.startsWith("1")) {
      assertThat(read.reasons()).containsExactly(outcome);
    } else {
      assertThat(((Impression) read.events().get(0)).getEventTimestamp()).isEqualTo(outcome);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/b?a=r&i=1&s=s&p=1|impression notice",
        "/b?p=1&s=s&i=1&x=&a=q&a=r&z|impression notice",
        "/B?a=r&i=1&s=s&p=1|1 UNKNOWN_EVENT",
        "/b/?a=r&i=1&s=s&p=1|1 UNKNOWN_EVENT",
        "https://other.example/b?a=r&i=1&s=s&p=1|1 UNKNOWN_EVENT",
        "https://t.example:8080/b?a=r&i=1&s=s&p=1|1 UNKNOWN_EVENT",
        "https://t.example:443/b?a=r&i=1&s=s&p=1|impression notice",
        "HTTPS://T.example:443/b?a=r&i=1&s=s&p=1|impression notice",
        "http://t.example:80/b?a=r&i=1&s=s&p=1|impression notice",
        "http://t.example:443/b?a=r&i=1&s=s&p=1|1 UNKNOWN_EVENT",
        "https://t.example:80/b?a=r&i=1&s=s&p=1|1 UNKNOWN_EVENT",
        "ws://t.example:80/b?a=r&i=1&s=s&p=1|1 UNKNOWN_EVENT",
        "b?a=r&i=1&s=s&p=1|1 UNKNOWN_EVENT",
        "/b?a=r&i=1&s=AUDIT&p=%GG|",
        "/b?x=AUDIT|1 MISSING_FIELD",
        "/b?a=r&i=1&s=AUDITS&p=1|impression notice",
        "/b?a=r&i=1&s=s&p=1&zz=AUDIT|impression notice",
        "/b?a=r&i=1&s=s&p=1&zz=%GG|impression notice",
        "/b?a=r&i=1&s=s&p=1&x=%G0|impression notice",
        "/b?a=%G0&i=1&s=s&p=1|1 INVALID_FIELD",
        "/b?a=r&i=1&s=s&p=1&x=%2|impression notice",
        "/b?a=%2&i=1&s=s&p=1|1 INVALID_FIELD",
        "/b?a=%-0&i=1&s=s&p=1|1 INVALID_FIELD",
        "/b?a=%+1&i=1&s=s&p=1|1 INVALID_FIELD",
        "/b?a=r&i=1&s=s&p=1&x=%ff|impression notice",
        "/b?a=%ff&i=1&s=s&p=1|1 INVALID_FIELD",
        "/b?a=r&i=1&s=s&p=1&x=%24{Y}|impression notice",
        "/b?a=%24{Y}&i=1&s=s&p=1|1 INVALID_FIELD",
        "/b?i=1&s=s&p=x|1 MISSING_FIELD",
        "/b?a=r&s=s&p=1|1 MISSING_FIELD",
        "/b?a=r&i=1&s=&p=1|1 MISSING_FIELD",
        "/b?a=r&i=1&s=s&p=|1 MISSING_FIELD",
        "/b?a=r&i=1&s=s&p=x|1 INVALID_FIELD",
        "/b?a=r&i=1&s=s&p=1e999|1 INVALID_FIELD",
        "/b?a=r&i=1&s=s&p=1&m=x|1 INVALID_FIELD",
        "/b?a=r&i=1&s=s&p=1&l=1.5|1 INVALID_FIELD"
      })
  void areWhatFitsATemplateAndIsWhole(String line, String outcome) {
    assertThat(outcome(bills, line)).isEqualTo(outcome == null ? "" : outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "https://t.example:443,https://t.example,impression notice",
    "http://t.example:80,http://t.example:80,impression notice",
    "https://t.example:443,https://t.example:443,impression notice",
    "https://t.example:80,https://t.example,1 UNKNOWN_EVENT",
    "https://t.example:80,https://t.example:80,impression notice"
  })
  void fitTemplatesWithAndWithoutThePortOfTheirScheme(
      String template, String line, String outcome) {
    String bill = BILL.replace("https://t.example", template);

    assertThat(outcome(feed(NoticeKind.BILLING, NoticeKind.BILLING, ALL, bill), line + GOOD))
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "WIN,BILLING,notice",
    "LOSS,BILLING,notice",
    "IMPRESSION,BILLING,notice",
    "BILLING,BILLING,impression notice",
    "WIN,WIN,impression notice",
    "BILLING,WIN,notice",
    "IMPRESSION,IMPRESSION,impression",
    "CLICK,BILLING,click"
  })
  void areEventsByTheirKind(NoticeKind kind, NoticeKind impressionOn, String events) {
    assertThat(outcome(feed(kind, impressionOn, ALL, BILL), GOOD)).isEqualTo(events);
  }

  @Test
  void areTakenByTheTopicsThatAreThere() {
    NoticeKind billing = NoticeKind.BILLING;
    List<Topic<?>> notices = List.of(Topics.NOTICES);
    List<Topic<?>> impressions = List.of(Topics.IMPRESSIONS);

    assertThat(outcome(feed(billing, billing, notices, BILL), GOOD)).isEqualTo("notice");
    assertThat(outcome(feed(billing, billing, impressions, BILL), GOOD)).isEqualTo("impression");
    assertThat(outcome(feed(NoticeKind.WIN, billing, impressions, BILL), GOOD))
        .isEqualTo("1 UNKNOWN_EVENT");
    assertThat(outcome(feed(NoticeKind.CLICK, billing, notices, BILL), "/b?p=x"))
        .isEqualTo("1 UNKNOWN_EVENT");
  }

  @Test
  void areNoticesWithoutBidderAndPrice() {
    Notice notice =
        feed(NoticeKind.WIN, NoticeKind.BILLING, ALL, BILL)
            .read("/b?a=r&i=1&c=eur")
            .only(Notice.class);

    assertThat(notice)
        .hasToString(
            Notice.newBuilder()
                .setNoticeId(utf8("win/r~/1"))
                .setKind(utf8("win"))
                .setRequestId(utf8("r"))
                .setResponseId(null)
                .setImpId(utf8("1"))
                .setBidderId(null)
                .setPrice(null)
                .setCurrency(null)
                .setLossReason(null)
                .setMinToWin(null)
                .setEventTimestamp(TestFeed.RECEIVED)
                .build()
                .toString());
  }

  @Test
  void areNoticesWithAllTheyCanHave() {
    Notice notice =
        feed(NoticeKind.LOSS, NoticeKind.BILLING, ALL, BILL)
            .read("/b?a=r&i=1&s=s&b=x&p=&m=.5&l=102&c=%20eur%20&n=own")
            .only(Notice.class);

    assertThat(notice)
        .hasToString(
            Notice.newBuilder()
                .setNoticeId(utf8("loss/own"))
                .setKind(utf8("loss"))
                .setRequestId(utf8("r"))
                .setResponseId(utf8("x"))
                .setImpId(utf8("1"))
                .setBidderId(utf8("s"))
                .setPrice(null)
                .setCurrency(utf8("EUR"))
                .setLossReason(102)
                .setMinToWin(0.5)
                .setEventTimestamp(TestFeed.RECEIVED)
                .build()
                .toString());
  }

  @Test
  void areImpressionsAndClicksByTheirIds() {
    String ids =
        "/c?a=${AUCTION_ID}&i=${AUCTION_IMP_ID}&s=${AUCTION_SEAT_ID}&n=${IMPRESSION_ID}"
            + "&k=${CLICK_ID}&u=${CLICK_URL}&p=${AUCTION_PRICE}&d=${AD_DOMAIN}";
    TestFeed clicks = feed(NoticeKind.CLICK, NoticeKind.BILLING, ALL, ids);

    Click named = clicks.read("/c?a=r&i=1&s=s&n=own&u=a%26b+c%00&p=x").only(Click.class);
    assertThat(String.valueOf(named.getClickId())).isEqualTo("own");
    assertThat(String.valueOf(named.getImpressionId())).isEqualTo("own");
    assertThat(String.valueOf(named.getClickUrl())).isEqualTo("a&b+c\uFFFD");
    Click unnamed = clicks.read("/c?a=r&i=1&s=s&k=k").only(Click.class);
    assertThat(String.valueOf(unnamed.getClickId())).isEqualTo("k");
    assertThat(String.valueOf(unnamed.getImpressionId())).isEqualTo("r~s/1");
    Impression impression =
        (Impression)
            feed(NoticeKind.WIN, NoticeKind.WIN, ALL, ids)
                .read("/c?a=r&i=1&s=s&n=own&p=-0.5&d=x")
                .events()
                .get(0);
    assertThat(String.valueOf(impression.getImpressionId())).isEqualTo("own");
    assertThat(impression.getWinPrice()).isEqualTo(-0.5);
    assertThat(String.valueOf(impression.getWinCurrency())).isEqualTo("CHF");
  }

  @ParameterizedTest
  @CsvSource({
    "B64,MS41,1.5",
    "B64,MS41MA==,1.50",
    "B64,MS41MA%3D%3D,1.50",
    "B64,+,",
    "B64,MS4,1.",
    "B64,M,",
    "B64,IDE=,1",
    "B64,w7_f,",
    "MICROS,1250000,1.25",
    "MICROS,1,0.000001",
    "MICROS,1e400,",
    "MICROS,1e999999999999,"
  })
  void havePricesInTwoCodes(String code, String written, String price) {
    TestFeed coded =
        feed(
            NoticeKind.BILLING,
            NoticeKind.BILLING,
            ALL,
            "/b?a=${AUCTION_ID}&i=${AUCTION_IMP_ID}&s=${AUCTION_SEAT_ID}&p=${AUCTION_PRICE:"
                + code
                + "}");

    TestFeed.Read read = coded.read("/b?a=r&i=1&s=s&p=" + written);

    if (price == null) {
      assertThat(read.reasons()).containsExactly("1 INVALID_FIELD");
    } else {
      assertThat(((Impression) read.events().get(0)).getWinPrice())
          .isEqualTo(Double.parseDouble(price));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/x-r.gif/1/s?p=1&v=2|r",
        "/x-a%2Fb.gif/1/s?p=1&v=2|a/b",
        "/x-.gif/1/s?p=1&v=2|",
        "/y-r.gif/1/s?p=1&v=2|",
        "/x-r.png/1/s?p=1&v=2|",
        "/x-r.gif/1/?p=1&v=2|",
        "/x-r.gif/1/s?p=1|",
        "/x-r.gif/1/s?p=1&v=3|",
        "/x-r.gif/1/s?p=1&v=%32|r",
        "/x-r.gif/1/s?p=1&v=2&n=id-5|r",
        "/x-r.gif/1/s?p=1&v=2&n=5|"
      })
  void fitTemplatesWithMacrosAnywhere(String line, String request) {
    TestFeed feed =
        feed(
            NoticeKind.BILLING,
            NoticeKind.BILLING,
            List.of(Topics.IMPRESSIONS),
            "https://t.example/x-${AUCTION_ID}.gif/${AUCTION_IMP_ID}/${AUCTION_SEAT_ID}"
                + "?p=${AUCTION_PRICE}&v=2&n=id-${IMPRESSION_ID}");

    if (request == null) {
      assertThat(feed.read(line).reasons()).containsExactly("1 UNKNOWN_EVENT");
    } else {
      Impression impression = feed.read(line).only(Impression.class);
      assertThat(String.valueOf(impression.getRequestId())).isEqualTo(request);
      assertThat(String.valueOf(impression.getImpressionId())).doesNotContain("id-");
    }
  }

  @Test
  void fitTheTemplateThatSaysMostOfThemThenTheFirst() {
    String rest = "?a=${AUCTION_ID}&i=${AUCTION_IMP_ID}&s=%s&p=${AUCTION_PRICE}";
    TestFeed feed =
        feed(
            NoticeKind.WIN,
            NoticeKind.BILLING,
            ALL,
            "/${X}" + rest.replace("%s", "s") + "&n=${IMPRESSION_ID}",
            "/b" + rest.replace("%s", "s") + "&n=x-${IMPRESSION_ID}",
            "/b" + rest.replace("%s", "s") + "&n=${IMPRESSION_ID}",
            "/b" + rest.replace("%s", "${AUCTION_SEAT_ID}") + "&n=y-${IMPRESSION_ID}");

    assertThat(id(feed, "/b?a=r&i=1&s=s&n=x-5")).isEqualTo("win/5");
    assertThat(id(feed, "/b?a=r&i=1&s=s&n=y-5")).isEqualTo("win/y-5");
    assertThat(id(feed, "/b?a=r&i=1&s=t&n=y-5")).isEqualTo("win/5");
    assertThat(id(feed, "/c?a=r&i=1&s=s&n=y-5")).isEqualTo("win/y-5");
  }

  private static String id(TestFeed feed, String line) {
    return String.valueOf(feed.read(line).only(Notice.class).getNoticeId());
  }

  private static String outcome(TestFeed feed, String line) {
    TestFeed.Read read = feed.read(line);
    return String.join(
            " ",
            read.events().stream().map(NoticesTest::kindOf).collect(Collectors.joining(" ")),
            String.join(" ", read.reasons()))
        .trim();
  }

  private static String kindOf(SpecificRecord event) {
    return event instanceof Impression ? "impression" : event instanceof Click ? "click" : "notice";
  }

  private static Utf8 utf8(String text) {
    return new Utf8(text);
  }
}

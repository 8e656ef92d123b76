package io.bidlake.deploy.odd;

import static io.bidlake.testing.SampleEvents.utf8;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.BrandVersion;
import io.bidlake.model.Click;
import io.bidlake.model.Format;
import io.bidlake.model.Imp;
import io.bidlake.model.Impression;
import io.bidlake.model.PossibleTimes;
import io.bidlake.model.SeatBid;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.model.UserAgent;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.WireMessages;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.ReadEvents;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.kafka.MessageReader;
import io.bidlake.verify.kafka.WriterSchemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;

/** Events that no one should send, and some do: the jobs and {@code verify} must agree on them. */
public final class OddEvents {

  /** Schemas by the position of their topic, from 1 on. */
  public static final WriterSchemas SCHEMAS = id -> Optional.of(Topics.ALL.get(id - 1).schema());

  public static final TimeLimits TIMES = new TimeLimits(PossibleTimes.DEFAULTS);

  /** When Kafka received them, in ms. */
  public static final long RECEIVED = SampleEvents.TIME.toEpochMilli() + 1_000;

  private static final List<Utf8> TEXTS =
      List.of(
          utf8(""),
          utf8(" "),
          utf8("\t\n"),
          utf8("\0"),
          utf8("a\0b"),
          utf8("x".repeat(256)),
          utf8("x".repeat(257)),
          utf8("é".repeat(129)),
          utf8("x".repeat(100_000)),
          utf8("😀"),
          utf8("\u0001 \uD7FF \uE000 \uFFFF \uDBFF\uDFFF"),
          utf8("../../etc=DEU/"),
          utf8("'\"\\%00"),
          bytes('c', 'a', 'f', 0xe9, 0xff),
          bytes('a', 0xc3),
          bytes(0xed, 0xa0, 0x80),
          bytes(0xc0, 0x80),
          bytes(0xf0, 0x9f, 0x98),
          bytes(0xff, 0, ' '));

  private static final List<String> COUNTRIES =
      List.of(
          "de",
          "Usa",
          " GBR ",
          "UK",
          "EU",
          "XKX",
          "ZZ",
          "276",
          "Germany",
          "DEU,USA",
          "DE-BY",
          "🇩🇪",
          "ＤＥＵ",
          "null",
          "-",
          "ıtaly",
          "ıt",
          "x".repeat(300));

  private static final List<String> CURRENCIES =
      List.of("usd", "USD ", "Eur", "", " ", "\0", "USD\0", "XXX", "$", "ıdr");

  /** Rows of an event with a text that all of them share. */
  private static final int ROWS = 3;

  /** Lengths of such a text: the longest that is repeated in all rows, and the next. */
  private static final int[] LENGTHS = {349_525, 349_526};

  /** Each NUL becomes a replacement character of three bytes. */
  private static final Utf8 LONG_WHEN_REPAIRED = new Utf8(new byte[120_000]);

  private static final double[] PRICES = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -0.0,
    0,
    -1,
    Double.MIN_VALUE,
    1e6,
    1e6 + 1,
    1e308,
    Double.MAX_VALUE
  };

  private static final List<String> ADDRESSES =
      List.of(
          "",
          " ",
          "\0",
          "8.8.8.8\0",
          "::",
          "::1",
          "::10.0.0.1",
          "::8.8.8.8",
          "::ffff:10.0.0.1",
          "::ffff:0:10.0.0.1",
          "::ffff:0:8.8.8.8",
          "64:ff9b::10.0.0.1",
          "64:ff9b::8.8.8.8",
          "64:ff9b:1::8.8.8.8",
          "2002:a00:1::",
          "2002:808:808::",
          "2001:0:1:1:0:1:f5ff:fffe",
          "2001:0:1:1:0:1:f7f7:f7f7",
          "2001:db8::8.8.8.8",
          "0::2",
          "::ffff:8.8.8.8%1",
          "8.8.8.8 ",
          "79.192.0.1",
          "90.127.255.255",
          "73.255.255.255",
          "73.0.0",
          "073.0.0.1",
          "::ffff:79.192.0.1",
          "64:ff9b::79.192.0.1",
          "2003:c0::1",
          "2003:00C0:ffff:ffff:ffff:ffff:ffff:ffff");

  private static final List<String> PAGES =
      List.of(
          "https://www.example.com",
          "HTTPS://user:pw@WWW.Example.COM:443//a//b/?utm_source=A+b%20c#utm_term=x",
          "http://example.com:80/?UTM_SOURCE=x&utm_source&utm_medium==&utm_term=%zz&utm_content=%ff",
          "https://example.com/?utm_source=a&utm_source=b&utm_source=",
          "https://example.com/?utm%5Fsource=a&;utm_medium=b",
          "https://example.com/?utm_source=" + "x".repeat(257),
          "https://example.com/?utm_source=%00&utm_medium=%20&utm_term=%01",
          "https://example.com/" + "a/".repeat(10_000),
          "https://" + "a.".repeat(126) + "com/",
          "https://" + "a.".repeat(127) + "com/",
          "https://" + "a".repeat(64) + ".example.com/",
          "//example.com/a",
          "/a/b",
          "example.com/a",
          "https:/example.com",
          "https:///a",
          "https://?a",
          "https://#a",
          "https://:80/",
          "https://@/",
          "https://a@b@example.com/",
          "https://example.com:port/",
          "https://example.com:8080:9090/",
          "https://example.com./",
          "https://example.com../",
          "https://.example.com/",
          "https://ex ample.com/",
          "https:// example.com/",
          "https://example.com /",
          "https://exa_mple.com/",
          "https://-example-.com/",
          "https://xn--.com/",
          "https://b\u00fccher.example.de/",
          "https://\u200b/",
          "https://\ud83d\ude00.example.com/",
          "https://example.com\n.evil.net/",
          "https://x\n@example.com/",
          "https://[2001:db8::1]:8080/a",
          "https://[::1]/",
          "https://203.0.113.7/",
          "https://localhost:8080/",
          "https://co.uk/",
          "https://a.b.co.uk/",
          "https://city.kawasaki.jp/",
          "https://www.ck/",
          "https://someone.github.io/",
          "https://example.notatld/",
          "android-app://com.example.news/",
          "about:blank",
          "{{PAGE_URL}}",
          " https://example.com/a ",
          "\u3000");

  private static final List<String> CATEGORIES =
      List.of("IAB1", "iab1", " IAB1", "IAB1-1", "IAB26-4", "IAB99", "1", "483", "SPSHQ5", "");

  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/124.0.0.0 Safari/537.36",
          "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
              + " Version/17.5 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
              + " Version/17.5 Safari/605.1.15",
          "Mozilla/5.0 (X11; Linux armv7l; VIP7802 STB/5.4) AppleWebKit/605.1.15 (KHTML, like Gecko)",
          "Mozilla/5.0 (SMART-TV; LINUX; Tizen 7.0) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Version/7.0 TV Safari/537.36",
          "Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko)",
          "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
          "MyApp/1.0 CFNetwork/1410.0.3 Darwin/22.6.0",
          "Dalvik/2.1.0 (Linux; U; Android 12; SM-A127F Build/SP1A.210812.016)",
          "okhttp/4.9.3",
          "curl/8.4.0",
          "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " HeadlessChrome/126.0.0.0 Safari/537.36",
          "${jndi:ldap://example.com/a}",
          "' OR 1=1 --",
          "Mozilla/5.0 (" + ";".repeat(450),
          "(".repeat(512),
          "a/1 ".repeat(128),
          "a/1 ".repeat(129),
          "%7B%22",
          "Foo%00/1.0%20x",
          "null",
          "-",
          "unknown",
          "{{USER_AGENT}}");

  private static final List<String> BRANDS =
      List.of(
          "Google Chrome",
          " Chromium ",
          "Not/A)Brand",
          "Not A;Brand",
          "NotABrand2",
          "HeadlessChrome",
          "Windows",
          "macOS",
          "Linux",
          "Android",
          "\u3000",
          "\u0001\u3000",
          "x".repeat(64),
          "x".repeat(65));

  private static final List<List<String>> VERSIONS =
      List.of(
          List.of(),
          List.of(""),
          List.of("", ""),
          List.of(" "),
          List.of("0"),
          List.of("0", "1", "0"),
          List.of("0.3"),
          List.of("00", "1"),
          List.of("0", "\0"),
          List.of("10", "0", "0"),
          List.of("12", "x"),
          List.of("13"),
          List.of("0013", "0"),
          List.of("-1"),
          List.of("-0"),
          List.of("\u0001"),
          List.of("+13"),
          List.of("\u0661\u0663"),
          List.of("2147483647"),
          List.of("2147483648"),
          List.of("9".repeat(63)),
          List.of("9".repeat(64)),
          List.of("NT", "5"));

  private OddEvents() {}

  /** All of them, as records of Kafka. */
  public static List<KafkaEntry> all() {
    List<SpecificRecord> events = new ArrayList<>();
    requests(events::add);
    responses(events::add);
    impressions(events::add);
    TEXTS.forEach(
        text -> {
          Click click = SampleEvents.click("c", "i", "r");
          click.setClickId(text);
          click.setRequestId(text);
          click.setClickUrl(text);
          events.add(click);
        });
    List<KafkaEntry> entries = new ArrayList<>();
    events.forEach(event -> entries.add(entry(event, entries.size())));
    return entries;
  }

  /** What verify takes out of a record, which it decodes itself. */
  public static Event readBy(ReadEvents verify, KafkaEntry entry) {
    try {
      return verify.of(
          entry,
          new MessageReader<SpecificRecord>(entry.topic().schema(), SCHEMAS).read(entry.value()));
    } catch (MessageReader.UndecodableException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void requests(Consumer<SpecificRecord> out) {
    for (Utf8 text : TEXTS) {
      request(out, request -> request.setId(text));
      request(out, request -> request.getImp().get(0).setId(text));
      request(out, request -> request.getSite().setId(text));
      request(out, request -> request.getSite().setDomain(text));
      request(out, request -> request.getSite().setCat(List.of(text)));
      request(out, request -> request.getSite().setPage(text));
      request(out, request -> request.getSite().getPublisher().setId(text));
      request(out, request -> request.getDevice().setOs(text));
      request(out, request -> request.getDevice().getGeo().setCountry(text));
      request(out, request -> request.getDevice().getGeo().setRegion(text));
      request(out, request -> request.getUser().setId(text));
      request(out, request -> request.setCur(List.of(text)));
      request(out, request -> request.getImp().get(0).setBidfloorcur(text));
      request(out, request -> request.getDevice().setIp(text));
      request(out, request -> request.getDevice().setIpv6(text));
      request(out, request -> request.getDevice().setUa(text));
      request(out, request -> structured(request, text, List.of(text), 0));
    }
    for (String page : PAGES) {
      request(out, request -> request.getSite().setPage(utf8(page)));
      request(out, request -> request.getSite().setDomain(utf8(page)));
      request(
          out,
          request -> {
            request.getSite().setPage(utf8(page));
            request.getSite().setDomain(utf8("news.example.com"));
          });
      request(
          out,
          request -> {
            request.getSite().setPage(utf8("https://example.co.uk/"));
            request.getSite().setDomain(utf8(page));
          });
    }
    agents(out);
    for (int taxonomy : new int[] {-1, 0, 1, 2, 3, 5, 6, 7, 9, 500}) {
      request(
          out,
          request -> {
            request.getSite().setCattax(taxonomy);
            request.getSite().setCat(CATEGORIES.stream().map(SampleEvents::utf8).toList());
          });
    }
    COUNTRIES.forEach(
        country -> request(out, request -> request.getDevice().getGeo().setCountry(utf8(country))));
    CURRENCIES.forEach(
        code -> request(out, request -> request.getImp().get(0).setBidfloorcur(utf8(code))));
    for (double price : PRICES) {
      request(out, request -> request.getImp().get(0).setBidfloor(price));
      request(
          out,
          request -> {
            request.getImp().get(0).setBidfloor(price);
            request.getImp().get(0).setBidfloorcur(utf8("JPY"));
          });
    }
    for (String address : ADDRESSES) {
      request(out, request -> request.getDevice().setIp(utf8(address)));
      request(out, request -> request.getDevice().setIpv6(utf8(address)));
    }
    for (int flag : new int[] {-1, 0, 1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      request(out, request -> request.getRegs().setCoppa(flag));
      request(out, request -> request.getRegs().setGdpr(flag));
      request(out, request -> request.setTest(flag));
      request(out, request -> request.setAt(flag));
      request(out, request -> request.setTmax(flag));
      request(out, request -> request.getDevice().setDevicetype(flag));
    }
    for (Integer width : new Integer[] {null, 0, 728}) {
      for (Integer height : new Integer[] {null, 0, 90}) {
        request(out, request -> size(request, width, height, List.of()));
        request(out, request -> size(request, width, height, List.of(new Format(300, 250))));
      }
    }
    for (int placements : new int[] {0, 100, 1_000}) {
      request(out, request -> request.setImp(placements(placements)));
    }
    request(out, request -> request.setImp(Collections.nCopies(50, SampleEvents.imp("same", 0.5))));
    request(out, request -> request.getSite().setDomain(utf8("long.".repeat(180_000))));
    List<BiConsumer<BidRequest, Utf8>> fields =
        List.of(
            BidRequest::setId,
            (request, text) -> request.getSite().setDomain(text),
            (request, text) -> request.getSite().setCat(List.of(utf8("IAB1"), text)),
            (request, text) -> request.getSite().getPublisher().setId(text),
            (request, text) -> request.getDevice().getGeo().setCountry(text),
            (request, text) -> request.getUser().setId(text),
            BidRequest::setExt,
            (request, text) -> request.getImp().get(0).setId(text));
    for (BiConsumer<BidRequest, Utf8> field : fields) {
      for (int length : LENGTHS) {
        request(
            out,
            request -> {
              request.setImp(placements(ROWS));
              field.accept(request, utf8("x".repeat(length)));
            });
      }
      request(
          out,
          request -> {
            request.setImp(placements(ROWS));
            field.accept(request, LONG_WHEN_REPAIRED);
          });
    }
    for (int elements : new int[] {43_690, 43_691}) {
      request(
          out,
          request -> {
            request.setImp(placements(ROWS));
            request.getSite().setCat(Collections.nCopies(elements, utf8("")));
          });
    }
    request(
        out,
        request -> {
          request.setImp(placements(5_000));
          request.setId(utf8("x".repeat(256)));
          request.getUser().setId(utf8("x".repeat(256)));
        });
  }

  private static List<Imp> placements(int count) {
    return IntStream.range(0, count).mapToObj(i -> SampleEvents.imp("" + i, i)).toList();
  }

  private static void agents(Consumer<SpecificRecord> out) {
    for (String agent : AGENTS) {
      for (Integer type : new Integer[] {null, 1, 2, 3, 4, 5, 6, 7, 8, 99}) {
        request(
            out,
            request -> {
              request.getDevice().setUa(utf8(agent));
              request.getDevice().setDevicetype(type);
            });
      }
    }
    for (int length : new int[] {61, 62, 63, 64, 509, 510, 511, 512}) {
      byte[] text = new byte[length];
      Arrays.fill(text, (byte) 'x');
      text[length - 1] = (byte) 0xff;
      request(out, request -> request.getDevice().setUa(new Utf8(text)));
      request(out, request -> structured(request, new Utf8(text), List.of(new Utf8(text)), 0));
    }
    for (String brand : BRANDS) {
      for (Integer mobile : new Integer[] {null, -1, 0, 1}) {
        request(out, request -> structured(request, utf8(brand), List.of(utf8("1")), mobile));
      }
      request(
          out,
          request -> {
            request.getDevice().setUa(utf8("curl/8.4.0"));
            structured(request, utf8(brand), List.of(), null);
          });
    }
    for (List<String> version : VERSIONS) {
      for (String platform : List.of("Windows", "Android")) {
        List<Utf8> parts = version.stream().map(SampleEvents::utf8).toList();
        request(out, request -> structured(request, utf8(platform), parts, 0));
      }
    }
    request(
        out,
        request -> {
          request.getDevice().setSua(new UserAgent());
          request.getDevice().getSua().setBrowsers(brands(BRANDS));
        });
    request(
        out,
        request -> {
          request.getDevice().setSua(new UserAgent());
          request.getDevice().getSua().setBrowsers(brands(BRANDS.subList(1, 4)));
        });
  }

  private static List<BrandVersion> brands(List<String> names) {
    return names.stream().map(name -> new BrandVersion(utf8(name), List.of(utf8("7")))).toList();
  }

  /** Names the browser and the platform the same. */
  private static void structured(
      BidRequest request, Utf8 brand, List<Utf8> version, Integer mobile) {
    UserAgent agent = new UserAgent();
    agent.setBrowsers(List.of(new BrandVersion(brand, version)));
    agent.setPlatform(new BrandVersion(brand, version));
    agent.setMobile(mobile);
    request.getDevice().setSua(agent);
  }

  private static void size(
      BidRequest request, Integer width, Integer height, List<Format> formats) {
    Imp imp = request.getImp().get(0);
    imp.getBanner().setW(width);
    imp.getBanner().setH(height);
    imp.getBanner().setFormat(formats);
  }

  private static void request(Consumer<SpecificRecord> out, Consumer<BidRequest> change) {
    BidRequest request = SampleEvents.request("r1");
    change.accept(request);
    out.accept(request);
  }

  private static void responses(Consumer<SpecificRecord> out) {
    for (Utf8 text : TEXTS) {
      response(out, response -> response.setId(text));
      response(out, response -> response.setBidid(text));
      response(out, response -> response.setCur(text));
      response(out, response -> response.getSeatbid().get(0).setSeat(text));
      response(out, response -> bid(response).setImpid(text));
      response(out, response -> bid(response).setAdomain(List.of(text)));
      response(out, response -> bid(response).setCrid(text));
      response(out, response -> bid(response).setDealid(text));
      response(out, response -> bid(response).setAdm(text));
    }
    for (double price : PRICES) {
      response(out, response -> bid(response).setPrice(price));
    }
    List<BiConsumer<BidResponse, Utf8>> fields =
        List.of(
            BidResponse::setId,
            BidResponse::setBidid,
            BidResponse::setCur,
            BidResponse::setExt,
            (response, text) -> response.getSeatbid().get(1).setSeat(text),
            (response, text) -> bid(response).setCrid(text));
    for (BiConsumer<BidResponse, Utf8> field : fields) {
      for (int length : LENGTHS) {
        response(
            out,
            response -> {
              List<io.bidlake.model.Bid> bids = List.of(bid(response));
              List<io.bidlake.model.Bid> more = Collections.nCopies(ROWS - 1, bid(response));
              response.setSeatbid(
                  List.of(new SeatBid(bids, utf8("one"), 0), new SeatBid(more, utf8("two"), 0)));
              field.accept(response, utf8("x".repeat(length)));
            });
      }
    }
    response(
        out,
        response -> {
          List<io.bidlake.model.Bid> bids = Collections.nCopies(ROWS, bid(response));
          response.setSeatbid(List.of(new SeatBid(bids, LONG_WHEN_REPAIRED, 0)));
        });
  }

  private static io.bidlake.model.Bid bid(BidResponse response) {
    return response.getSeatbid().get(0).getBid().get(0);
  }

  private static void response(Consumer<SpecificRecord> out, Consumer<BidResponse> change) {
    BidResponse response = SampleEvents.response("resp", "r1", "seat");
    change.accept(response);
    out.accept(response);
  }

  private static void impressions(Consumer<SpecificRecord> out) {
    List<BiConsumer<Impression, Utf8>> fields =
        List.of(
            Impression::setImpressionId,
            Impression::setRequestId,
            Impression::setResponseId,
            Impression::setImpId,
            Impression::setBidderId,
            Impression::setWinCurrency,
            Impression::setCreativeId,
            Impression::setAdDomain);
    for (BiConsumer<Impression, Utf8> field : fields) {
      for (Utf8 text : TEXTS) {
        Impression impression = SampleEvents.impression("i", "r1");
        field.accept(impression, text);
        out.accept(impression);
      }
    }
    for (double price : PRICES) {
      for (String currency : CURRENCIES) {
        Impression impression = SampleEvents.impression("i", "r1");
        impression.setWinPrice(price);
        impression.setWinCurrency(utf8(currency));
        out.accept(impression);
      }
    }
  }

  private static KafkaEntry entry(SpecificRecord event, long offset) {
    Topic<?> topic =
        Topics.ALL.stream()
            .filter(each -> each.recordClass().isInstance(event))
            .findFirst()
            .orElseThrow();
    byte[] message = WireMessages.of(Topics.ALL.indexOf(topic) + 1, event);
    return new KafkaEntry(topic, topic.name(), 0, offset, RECEIVED, true, message, true, Set.of());
  }

  private static Utf8 bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Utf8(bytes);
  }
}

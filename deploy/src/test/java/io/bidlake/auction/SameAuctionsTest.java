package io.bidlake.auction;

import static io.bidlake.testing.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.deploy.odd.OddEvents;
import io.bidlake.model.Banner;
import io.bidlake.model.Bid;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Format;
import io.bidlake.model.Imp;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.Publisher;
import io.bidlake.model.SeatBid;
import io.bidlake.model.Site;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.model.User;
import io.bidlake.settings.Settings;
import io.bidlake.verify.enrichment.CurrencyRates;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.ReadEvents;
import io.bidlake.verify.events.RequestGroup;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.truth.Candidates;
import io.bidlake.verify.truth.Cell;
import io.bidlake.verify.truth.Cells;
import io.bidlake.verify.truth.Expected;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

/** The auction job and {@code verify} count the same for random events of odd senders. */
class SameAuctionsTest {

  private static final int AUCTIONS = 4_000;

  private static final long TIME = Instant.parse("2026-02-03T12:00:00Z").toEpochMilli();

  /** Around every bound, and around an hour. */
  private static final long[] LATER = {
    -1, 0, 1, 4_999, 5_000, 5_001, 10_000, 14_999, 15_000, 15_001, 65_000, 75_001, 3_599_999,
    3_600_000, 3_600_001, 5_400_000, 7_200_002
  };

  private static final String[] REQUESTS = {"r", "r", "r", "r", "s", ""};
  private static final String[] IMPS = {"1", "1", "2", "", "x".repeat(257)};
  private static final String[] SEATS = {"a", "a", "b", null, " ", "x".repeat(257)};
  private static final String[] PUBLISHERS = {"pub", "pub", null, "", "test-1"};
  private static final String[] USERS = {"u", "u", "v", null, " ", "ü".repeat(300)};
  private static final String[] CURRENCIES = {"USD", "USD", "eur ", "ZZZ"};
  private static final String[] KINDS = {"win", "billing", "loss", "impression", "WIN", ""};
  private static final String[] IDS = {"p", "q", "", "x".repeat(300)};
  private static final Integer[] CODES = {null, null, 0, 2, 8, 102, 104, 999, -1};
  private static final Integer[] SIDES = {null, 0, -1, 1, 90, 250, 300, 600, 9_999, 10_000};
  private static final double[] PRICES = {
    0,
    -0.0,
    0.00009,
    0.0001,
    0.5,
    1,
    1,
    1.000001,
    2.5,
    999_999,
    1e6,
    1e6 + 1,
    -1,
    Double.NaN,
    Double.POSITIVE_INFINITY
  };

  private final Random random = new Random();

  @Test
  void areCountedTheSame() {
    for (int seed = 0; seed < AUCTIONS; seed++) {
      random.setSeed(seed);
      List<SpecificRecord> events = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(14); i++) {
        events.add(event());
      }
      assertSame(seed, events);
    }
  }

  private static void assertSame(int seed, List<SpecificRecord> events) {
    CountedByJob job = new CountedByJob();
    for (int i = 0; i < events.size(); i++) {
      job.add(events.get(i), received(i));
    }
    Collection<RequestGroup> requests = requests(events);
    for (AuctionTable table : AuctionTable.values()) {
      Map<String, List<Object>> expected = expected(table.definition().name(), requests);
      Map<String, List<Object>> found = job.rows(table);
      String what = "%s of seed %d: %s".formatted(table, seed, events);
      assertThat(found).as(what).containsOnlyKeys(expected.keySet());
      expected.forEach(
          (key, values) -> {
            for (int i = 0; i < values.size(); i++) {
              assertThat(areEqual(values.get(i), found.get(key).get(i), row(table, found.get(key))))
                  .as("%s: %s was %s in %s", key, values, found.get(key), what)
                  .isTrue();
            }
          });
    }
  }

  private static Expected.Row row(AuctionTable table, List<Object> found) {
    List<String> columns = table(table.definition().name()).columnNames();
    return new Expected.Row(column -> found.get(columns.indexOf(column)), Expected.Row.COMPLETE);
  }

  private static boolean areEqual(Object expected, Object found, Expected.Row row) {
    if (expected instanceof Expected several) {
      return several.accepts(found, row);
    }
    if (expected instanceof Double a && found instanceof Double b) {
      return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
    }
    return expected == null ? found == null : expected.equals(found);
  }

  private static Collection<RequestGroup> requests(List<SpecificRecord> events) {
    ReadEvents read =
        new ReadEvents(Long.MAX_VALUE / 4, OddEvents.TIMES, CurrencyRates.read(Optional.empty()));
    Map<String, RequestGroup> requests = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      Topic<?> topic = topicOf(events.get(i));
      KafkaEntry entry =
          new KafkaEntry(topic, topic.name(), 0, i, received(i), true, new byte[0], true, Set.of());
      Event event = read.of(entry, events.get(i));
      requests.computeIfAbsent(event.requestId(), RequestGroup::new).add(event);
    }
    return requests.values();
  }

  /** Returns when Kafka received an event, in ms: before or after it happened. */
  private static long received(int number) {
    return TIME + LATER[number % LATER.length] + number;
  }

  private static Topic<?> topicOf(SpecificRecord event) {
    return Topics.ALL.stream()
        .filter(topic -> topic.recordClass().isInstance(event))
        .findFirst()
        .orElseThrow();
  }

  private static WindowTable table(String name) {
    return WindowTable.ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, List<Object>> expected(
      String name, Collection<RequestGroup> requests) {
    WindowTable table = table(name);
    Cells cells = new Cells(table);
    WindowRules rules = WindowRules.read(Settings.of(List.of(), Map.of()));
    requests.forEach(group -> table.truth().count(new Candidates(table, group, rules), cells));
    Map<String, List<Object>> rows = new TreeMap<>();
    for (Cell cell : cells.all()) {
      if (cell.isExpected()) {
        String key = cell.key().startMicros() + " / " + cell.key().name();
        rows.put(key, table.valuesOf(cell));
      }
    }
    return rows;
  }

  private SpecificRecord event() {
    return switch (random.nextInt(8)) {
      case 0 -> request();
      case 1, 2 -> response();
      case 3, 4 -> impression();
      case 5 -> click();
      default -> notice();
    };
  }

  private BidRequest request() {
    BidRequest request = new BidRequest();
    request.setId(text(REQUESTS));
    request.setEventTimestamp(Instant.ofEpochMilli(TIME + random.nextInt(2)));
    request.setImp(new ArrayList<>());
    int count = random.nextInt(20) == 0 ? 102 : random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Imp imp = new Imp();
      imp.setId(text(IMPS));
      imp.setBidfloor(price());
      imp.setBidfloorcur(text(CURRENCIES));
      if (random.nextBoolean()) {
        imp.setBanner(new Banner());
        imp.getBanner().setW(pick(SIDES));
        imp.getBanner().setH(pick(SIDES));
        imp.getBanner().setFormat(new ArrayList<>());
        if (random.nextBoolean()) {
          imp.getBanner().getFormat().add(new Format(random.nextInt(3), random.nextInt(3)));
        }
      }
      request.getImp().add(imp);
    }
    Site site = new Site();
    site.setPublisher(new Publisher());
    site.getPublisher().setId(text(PUBLISHERS));
    request.setSite(site);
    if (random.nextInt(6) > 0) {
      request.setUser(new User());
      request.getUser().setId(text(USERS));
    }
    return request;
  }

  private BidResponse response() {
    BidResponse response = new BidResponse();
    response.setId(text(REQUESTS));
    response.setBidid(text(IDS));
    response.setCur(text(CURRENCIES));
    response.setNbr(pick(CODES));
    response.setEventTimestamp(later());
    response.setSeatbid(new ArrayList<>());
    int seats = random.nextInt(20) == 0 ? 18 : random.nextInt(3);
    for (int i = 0; i < seats; i++) {
      SeatBid seat = new SeatBid();
      seat.setSeat(seats > 2 ? utf8("seat-" + i) : text(SEATS));
      seat.setBid(new ArrayList<>());
      int bids = random.nextInt(20) == 0 ? 60 : random.nextInt(3);
      for (int j = 0; j < bids; j++) {
        Bid bid = new Bid();
        bid.setId(text(IDS));
        bid.setImpid(text(IMPS));
        bid.setPrice(price());
        bid.setCid(text(SEATS));
        seat.getBid().add(bid);
      }
      response.getSeatbid().add(seat);
    }
    return response;
  }

  private Impression impression() {
    Impression impression = new Impression();
    impression.setImpressionId(text(IDS));
    impression.setRequestId(text(REQUESTS));
    impression.setResponseId(text(IDS));
    impression.setImpId(text(IMPS));
    impression.setBidderId(Optional.ofNullable(text(SEATS)).orElse(utf8("")));
    impression.setWinPrice(price());
    impression.setWinCurrency(text(CURRENCIES));
    impression.setEventTimestamp(later());
    return impression;
  }

  private Click click() {
    Click click = new Click();
    click.setClickId(text(IDS));
    click.setRequestId(text(REQUESTS));
    click.setImpressionId(text(IDS));
    click.setImpId(text(IMPS));
    click.setBidderId(utf8("a"));
    click.setEventTimestamp(later());
    return click;
  }

  private Notice notice() {
    Notice notice = new Notice();
    notice.setNoticeId(text(IDS));
    notice.setKind(text(KINDS));
    notice.setRequestId(text(REQUESTS));
    notice.setImpId(text(IMPS));
    notice.setBidderId(text(SEATS));
    notice.setPrice(random.nextInt(4) == 0 ? null : Double.valueOf(price()));
    notice.setCurrency(random.nextInt(6) == 0 ? null : text(CURRENCIES));
    notice.setLossReason(pick(CODES));
    notice.setEventTimestamp(later());
    return notice;
  }

  private Instant later() {
    return Instant.ofEpochMilli(TIME + LATER[random.nextInt(LATER.length)]);
  }

  private double price() {
    return PRICES[random.nextInt(PRICES.length)];
  }

  private Utf8 text(String[] from) {
    String text = pick(from);
    return text == null ? null : utf8(text);
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }
}

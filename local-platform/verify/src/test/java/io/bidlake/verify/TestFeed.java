package io.bidlake.verify;

import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import io.bidlake.tables.Tables;
import io.bidlake.verify.enrichment.TestEnrichments;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.rows.EventSource;
import io.bidlake.verify.rows.ExpectedRows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** A topic of Kafka with JSON or notices, and what comes of its records. */
public final class TestFeed {

  public static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");

  private static final String NAME = "feed";

  private final List<? extends Topic<?>> topics;
  private final ExpectedRows rows;
  private final Instant received;

  public TestFeed(Feed feed, List<? extends Topic<?>> topics, Instant received) {
    this.topics = List.copyOf(topics);
    this.received = received;
    TopicFormat format =
        TopicFormat.OPENRTB_JSON.carries(topics.get(0))
            ? TopicFormat.OPENRTB_JSON
            : TopicFormat.NOTICES;
    Map<String, String> names = new HashMap<>();
    Map<String, TopicFormat> formats = new HashMap<>();
    for (Topic<?> topic : topics) {
      names.put(topic.name(), NAME);
      formats.put(topic.name(), format);
    }
    EventSource source =
        new EventSource(
            id -> Optional.empty(), new KafkaSettings("", names, formats, Map.of()), feed);
    rows = new ExpectedRows(source, TestLake.LIMITS, TestEnrichments.usual(), Tables.FLAT);
  }

  /** Of requests and responses. */
  public static TestFeed openRtb() {
    return new TestFeed(
        Feed.DEFAULTS, List.of(Topics.BID_REQUESTS, Topics.BID_RESPONSES), RECEIVED);
  }

  /** Of responses alone. */
  public static TestFeed responses(String bidderId) {
    Feed feed = new Feed(bidderId, "USD", Feed.DEFAULTS.impressionOn(), List.of(), List.of());
    return new TestFeed(feed, List.of(Topics.BID_RESPONSES), RECEIVED);
  }

  /**
   * What comes of a record.
   *
   * @param events its events, in their order
   * @param rows its rows by table, as column values by name
   */
  public record Read(List<SpecificRecord> events, Map<Layout, List<Map<String, Object>>> rows) {

    public List<Map<String, Object>> of(Layout table) {
      return rows.getOrDefault(table, List.of());
    }

    /** Number, reason and bytes of each dead letter. */
    public List<String> letters() {
      return of(Layout.DEAD_LETTERS).stream()
          .map(
              letter ->
                  "%s %s %s"
                      .formatted(
                          letter.get("document"),
                          letter.get("reason"),
                          text((ByteBuffer) letter.get("raw_payload"))))
          .toList();
    }

    /** Number and reason of each dead letter. */
    public List<String> reasons() {
      return of(Layout.DEAD_LETTERS).stream()
          .map(letter -> letter.get("document") + " " + letter.get("reason"))
          .toList();
    }

    /** The only event. */
    public <T extends SpecificRecord> T only(Class<T> type) {
      if (events.size() != 1) {
        throw new AssertionError(events + " " + letters());
      }
      return type.cast(events.get(0));
    }

    private static String text(ByteBuffer bytes) {
      return bytes == null
          ? null
          : StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }
  }

  public Read read(String value) {
    return read(value.getBytes(StandardCharsets.UTF_8));
  }

  public Read read(byte[] value) {
    KafkaEntry entry =
        new KafkaEntry(
            topics.get(0), NAME, 0, 0, received.toEpochMilli(), true, value, true, Set.of());
    List<SpecificRecord> events = new ArrayList<>();
    Map<Layout, List<Map<String, Object>>> read = new LinkedHashMap<>();
    rows.of(
        entry,
        (table, values) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          for (int i = 0; i < values.length; i++) {
            row.put(table.columns().get(i), values[i]);
          }
          read.computeIfAbsent(table, key -> new ArrayList<>()).add(row);
        },
        (ofTopic, event) -> events.add(event));
    return new Read(events, read);
  }
}

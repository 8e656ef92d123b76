package io.bidlake.bench.data;

import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.domain.TrafficQuality;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.SeatBid;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.FlatTable;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Counts the expected rows from the topics before any contender runs, so that no contender's count
 * is the reference for the others.
 */
public final class Census {

  /** All tables with rows from valid events. */
  public static final List<TableDefinition<?>> TABLES =
      Stream.of(
              List.of(Tables.BID_REQUESTS, Tables.BID_REQUESTS_ENRICHED, Tables.BID_RESPONSES),
              Tables.FLAT)
          .<TableDefinition<?>>flatMap(List::stream)
          .toList();

  private final TopicEvents events;
  private final Map<String, Long> rows = new HashMap<>();
  private final TrafficQuality quality = new TrafficQuality();

  private Census(TopicEvents events) {
    this.events = events;
    TABLES.forEach(table -> rows.put(table.name(), 0L));
  }

  /** The expected rows by table, from the topics that are read. */
  public static Map<String, Long> of(Traffic traffic, BenchPlatform platform) {
    Census census = new Census(new TopicEvents(platform, traffic));
    census.count(Topics.BID_REQUESTS, traffic, census::request);
    census.count(Topics.BID_RESPONSES, traffic, census::response);
    for (FlatTable<?> table : Tables.FLAT) {
      census.count(table.topic(), traffic, event -> census.add(table.name(), 1));
    }
    return Map.copyOf(census.rows);
  }

  private void request(BidRequest request) {
    quality.judge(request);
    int placements = request.getImp().size();
    add(Tables.BID_REQUESTS_ENRICHED.name(), Math.max(1, placements));
    add(Tables.BID_REQUESTS.name(), quality.rejection() == null ? placements : 0);
  }

  private void response(BidResponse response) {
    for (SeatBid seat : response.getSeatbid()) {
      add(Tables.BID_RESPONSES.name(), seat.getBid().size());
    }
  }

  private void add(String table, long count) {
    rows.merge(table, count, Long::sum);
  }

  private <T extends SpecificRecord> void count(
      Topic<T> topic, Traffic traffic, Consumer<? super T> eachEvent) {
    if (traffic.read().contains(topic)) {
      events.read(topic, eachEvent);
    }
  }
}

package io.bidlake.ingest;

import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.FlatTable;
import io.bidlake.tables.Received;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.metrics.MetricGroup;

/**
 * Defines how the events of a topic are written to tables.
 *
 * @param <S> source object of a row
 * @param topic topic of the events
 * @param flattener splits an event into the source objects of rows
 * @param tables tables of the rows; a table that is selected from another follows it
 */
record Flow<T extends SpecificRecord, S>(
    Topic<T> topic, RowFlattener<T, S> flattener, List<TableDefinition<S>> tables)
    implements Serializable {

  /** Returns the flows of all topics: requests, responses and the flat topics. */
  static List<Flow<?, ?>> all(Enrichments enrichments) {
    List<Flow<?, ?>> flows = new ArrayList<>();
    flows.add(
        new Flow<>(
            Topics.BID_REQUESTS,
            new FlattenRequests(enrichments),
            List.of(Tables.BID_REQUESTS_ENRICHED, Tables.BID_REQUESTS)));
    flows.add(
        new Flow<>(Topics.BID_RESPONSES, new FlattenResponses(), List.of(Tables.BID_RESPONSES)));
    Tables.FLAT.forEach(table -> flows.add(flat(table)));
    return flows;
  }

  static <T extends SpecificRecord> Flow<T, Received<T>> flat(FlatTable<T> table) {
    return new Flow<>(table.topic(), new FlattenFlat<>(), List.of(table));
  }

  /** Passes each flat event on as one row. */
  private static final class FlattenFlat<T extends SpecificRecord>
      implements RowFlattener<T, Received<T>> {

    private transient Received<T> received;

    @Override
    public void open(MetricGroup metrics) {
      received = new Received<>();
    }

    @Override
    public void flatten(T event, long receivedAt, Consumer<Received<T>> rows) {
      received.event = event;
      received.at = receivedAt;
      rows.accept(received);
    }
  }
}

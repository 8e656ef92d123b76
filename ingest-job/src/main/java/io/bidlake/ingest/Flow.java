package io.bidlake.ingest;

import io.bidlake.domain.Enrichments;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.FlatTable;
import io.bidlake.tables.Received;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The way of a topic's events into its tables.
 *
 * @param <S> what a row is made of
 * @param topic where the events come from
 * @param flattener what takes them apart
 * @param tables where the rows go; one that is a selection of another stands behind that
 */
record Flow<T extends SpecificRecord, S>(
    Topic<T> topic, RowFlattener<T, S> flattener, List<TableDefinition<S>> tables)
    implements Serializable {

  /** The flows of all topics: those that need code, and the flat ones. */
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
}

package io.bidlake.ingest;

import io.bidlake.model.Click;
import io.bidlake.model.Impression;
import io.bidlake.model.TableDefinition;
import io.bidlake.model.Tables;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.CurrencyRates;
import io.bidlake.runtime.DecodeEvents;
import io.bidlake.runtime.KafkaRecord;
import io.bidlake.runtime.RowFlattener;
import io.bidlake.runtime.TableRows;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;

/**
 * From Kafka records to rows of tables, without a shuffle: each arrow but the dead letters' stays
 * in one thread, from the source through decoding to the table's writer.
 *
 * <pre>
 *   bid-requests  --> decode-bid-requests  --+--> bid_requests_enriched   (all traffic, flagged)
 *                                            +--> bid_requests            (accepted traffic)
 *   bid-responses --> decode-bid-responses -----> bid_responses
 *   impressions   --> decode-impressions   -----> impressions
 *   clicks        --> decode-clicks        -----> clicks
 *
 *   what cannot be decoded, of all four    -----> dead_letters
 * </pre>
 */
final class IngestTopology {

  /** One stream of rows per table. */
  record Outputs(
      DataStream<RowData> bidRequests,
      DataStream<RowData> bidRequestsEnriched,
      DataStream<RowData> bidResponses,
      DataStream<RowData> impressions,
      DataStream<RowData> clicks,
      DataStream<RowData> deadLetters) {}

  private final RegistrySettings registry;
  private final CurrencyRates rates;
  private final Function<TableDefinition, TableRows> tables;

  /**
   * @param tables how the rows of a table are laid out
   */
  IngestTopology(
      RegistrySettings registry, CurrencyRates rates, Function<TableDefinition, TableRows> tables) {
    this.registry = registry;
    this.rates = rates;
    this.tables = tables;
  }

  Outputs connect(
      DataStream<KafkaRecord> requestRecords,
      DataStream<KafkaRecord> responseRecords,
      DataStream<KafkaRecord> impressionRecords,
      DataStream<KafkaRecord> clickRecords) {
    TableRows accepted = tables.apply(Tables.BID_REQUESTS);
    TableRows enriched = tables.apply(Tables.BID_REQUESTS_ENRICHED);
    TableRows responses = tables.apply(Tables.BID_RESPONSES);
    TableRows impressions = tables.apply(Tables.IMPRESSIONS);
    TableRows clicks = tables.apply(Tables.CLICKS);
    TableRows deadLetters = tables.apply(Tables.DEAD_LETTERS);

    var requests =
        decode(
            Topics.BID_REQUESTS,
            requestRecords,
            new BidRequestRows(accepted, enriched, rates),
            List.of(accepted, enriched));
    var bids =
        decode(
            Topics.BID_RESPONSES,
            responseRecords,
            new BidResponseRows(responses),
            List.of(responses));
    var shown =
        decode(
            Topics.IMPRESSIONS,
            impressionRecords,
            new FlatEventRows<Impression>(impressions),
            List.of(impressions));
    var clicked =
        decode(Topics.CLICKS, clickRecords, new FlatEventRows<Click>(clicks), List.of(clicks));

    return new Outputs(
        accepted.of(requests),
        enriched.of(requests),
        responses.of(bids),
        impressions.of(shown),
        clicks.of(clicked),
        deadLetters
            .of(requests)
            .union(deadLetters.of(bids), deadLetters.of(shown), deadLetters.of(clicked)));
  }

  private <T extends SpecificRecord> SingleOutputStreamOperator<Void> decode(
      Topic<T> topic,
      DataStream<KafkaRecord> records,
      RowFlattener<T> flattener,
      List<TableRows> outputs) {
    TableRows deadLetters = tables.apply(Tables.DEAD_LETTERS);
    String name = "decode-" + topic.name();
    return records
        .process(new DecodeEvents<>(topic, registry, flattener, outputs, deadLetters), Types.VOID)
        .name(name)
        .uid(name);
  }
}

package io.bidlake.ingest;

import io.bidlake.model.PossibleTimes;
import io.bidlake.model.Topic;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.kafka.KafkaRecord;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;

/**
 * Builds the job graph, from Kafka records to rows of tables. There is no shuffle: except for dead
 * letters, each arrow stays in one thread, from the source through the decoder to the table writer.
 *
 * <pre>
 *   bid-requests  --> decode-bid-requests  --+--> bid_requests_enriched   (all traffic, flagged)
 *                                            +--> bid_requests            (accepted traffic)
 *   bid-responses --> decode-bid-responses -----> bid_responses
 *   a flat topic  --> decode-a-flat-topic  -----> a_flat_topic            (impressions, clicks)
 *
 *   invalid records of all topics          -----> dead_letters
 * </pre>
 *
 * @param formats formats of the records
 * @param possible range of valid event times
 * @param flows flows of the topics into their tables
 * @param tables layouts of the rows of the tables
 */
record IngestTopology(
    EventFormats formats,
    PossibleTimes possible,
    List<Flow<?, ?>> flows,
    TableRows.Layouts tables) {

  /**
   * Connects the topics to the tables.
   *
   * @param records returns the records of a topic
   * @return one stream of rows per table
   */
  Map<TableDefinition<?>, DataStream<RowData>> connect(
      Function<Topic<?>, DataStream<KafkaRecord>> records) {
    Map<TableDefinition<?>, DataStream<RowData>> rows = new LinkedHashMap<>();
    for (Flow<?, ?> flow : flows) {
      SingleOutputStreamOperator<Void> decoded = decode(flow, records.apply(flow.topic()));
      flow.tables().forEach(table -> rows.put(table, tables.of(table).of(decoded)));
      rows.merge(
          Tables.DEAD_LETTERS, tables.of(Tables.DEAD_LETTERS).of(decoded), DataStream::union);
    }
    return rows;
  }

  private <T extends SpecificRecord, S> SingleOutputStreamOperator<Void> decode(
      Flow<T, S> flow, DataStream<KafkaRecord> records) {
    String name = "decode-" + flow.topic().name();
    return records
        .process(new DecodeEvents<>(flow, formats, possible, tables), Types.VOID)
        .name(name)
        .uid(name);
  }
}

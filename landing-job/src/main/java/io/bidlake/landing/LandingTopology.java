package io.bidlake.landing;

import io.bidlake.landing.sink.InThread;
import io.bidlake.landing.sink.LandedRow;
import io.bidlake.landing.topics.TopicRecord;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.DeadLetter;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;

/**
 * Builds the job graph, from Kafka records to rows of tables. Only the records of topics with a
 * rule that leaves out repeated ones are shuffled.
 *
 * <pre>
 *   all topics --> route-records --+--> land-records --------------------------> a table per topic
 *                                  |
 *                                  +==> leave-out-repeats --> land-kept-records --> the same
 *
 *   records that cannot be stored  ---------------------------------------------> dead_letters
 * </pre>
 *
 * @param settings how records become rows
 * @param letters layout of the rows of dead letters
 */
record LandingTopology(RowSettings settings, TableRows<DeadLetter> letters) {

  /**
   * The output streams.
   *
   * @param rows rows of records that need not be compared with others
   * @param keptRows rows of records that were compared with others
   */
  record Outputs(
      DataStream<LandedRow> rows,
      DataStream<LandedRow> keptRows,
      DataStream<RowData> deadLetters) {}

  /** Connects the records of all topics. */
  Outputs connect(DataStream<TopicRecord> records) {
    SingleOutputStreamOperator<TopicRecord> routed =
        records
            .process(new RouteRecords(settings), Types.POJO(TopicRecord.class))
            .name("route-records")
            .uid("route-records");
    SingleOutputStreamOperator<LandedRow> landed = land(routed, "land-records");
    SingleOutputStreamOperator<LandedRow> kept =
        land(
            routed
                .getSideOutput(RouteRecords.REPEATABLE)
                .keyBy(record -> record.key, Types.STRING)
                .process(new LeaveOutRepeats(), Types.POJO(TopicRecord.class))
                .name("leave-out-repeats")
                .uid("leave-out-repeats"),
            "land-kept-records");
    return new Outputs(landed, kept, letters.of(landed).union(letters.of(kept)));
  }

  private SingleOutputStreamOperator<LandedRow> land(DataStream<TopicRecord> records, String name) {
    return records.process(new LandRecords(settings, letters), InThread.TYPE).name(name).uid(name);
  }
}

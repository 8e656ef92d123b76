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
 */
final class LandingTopology {

  private final RowSettings settings;
  private final TableRows<DeadLetter> letters;

  private SingleOutputStreamOperator<LandedRow> landed;
  private SingleOutputStreamOperator<LandedRow> kept;

  LandingTopology(RowSettings settings, TableRows<DeadLetter> letters) {
    this.settings = settings;
    this.letters = letters;
  }

  /** Connects the records of all topics. */
  LandingTopology connect(DataStream<TopicRecord> records) {
    SingleOutputStreamOperator<TopicRecord> routed =
        records
            .process(new RouteRecords(settings), Types.POJO(TopicRecord.class))
            .name("route-records")
            .uid("route-records");
    landed = land(routed, "land-records");
    kept =
        land(
            routed
                .getSideOutput(RouteRecords.REPEATABLE)
                .keyBy(record -> record.key, Types.STRING)
                .process(new LeaveOutRepeats(), Types.POJO(TopicRecord.class))
                .name("leave-out-repeats")
                .uid("leave-out-repeats"),
            "land-kept-records");
    return this;
  }

  private SingleOutputStreamOperator<LandedRow> land(DataStream<TopicRecord> records, String name) {
    return records.process(new LandRecords(settings, letters), InThread.TYPE).name(name).uid(name);
  }

  /** Returns the rows of records that need not be compared with others. */
  DataStream<LandedRow> rows() {
    return landed;
  }

  /** Returns the rows of records that were compared with others. */
  DataStream<LandedRow> keptRows() {
    return kept;
  }

  DataStream<RowData> deadLetters() {
    return letters.of(landed).union(letters.of(kept));
  }
}

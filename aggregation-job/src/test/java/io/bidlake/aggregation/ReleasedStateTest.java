package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.testing.RowValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a release has written into state is read by all that follow. */
class ReleasedStateTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(3)
              .build());

  private final Path folder;

  ReleasedStateTest() throws Exception {
    folder = Path.of(ReleasedStateTest.class.getResource("/released/1").toURI());
  }

  @ParameterizedTest
  @CsvSource({"1, hashmap", "2, hashmap", "3, hashmap", "2, rocksdb"})
  void goesOnLikeTheReleaseThatWroteTheState(int parallelism, String backend) throws Exception {
    assertThat(rowsAfter(ReleasedEvents.after(), parallelism, backend))
        .containsExactlyElementsOf(Files.readAllLines(folder.resolve("rows.txt")));
  }

  /**
   * The rows that come out, such as {@code table | +I [cells]}: by table and key, and those of one
   * key in the order in which they came. The order between keys means nothing.
   */
  private List<String> rowsAfter(List<AggregationEvent> events, int parallelism, String backend)
      throws Exception {
    StreamExecutionEnvironment env = environment(parallelism, backend);
    AggregationTopology.Outputs outputs =
        new AggregationTopology(
                AttributeHarness.BOUND, AttributeHarness.LATENESS, TableRows::asDefined)
            .connect(read(Topics.BID_REQUESTS, events, env), read(Topics.IMPRESSIONS, events, env));
    var byGeo = outputs.hourlyImpressionsChanges().collectAsync();
    var byBidder = outputs.rollingMetricsChanges().collectAsync();
    var lateEvents = outputs.lateEvents().collectAsync();
    env.executeAsync();

    List<String> rows = new ArrayList<>();
    rows.addAll(rows(Tables.HOURLY_IMPRESSIONS_BY_GEO, 2, byGeo));
    rows.addAll(rows(Tables.ROLLING_METRICS_BY_BIDDER, 3, byBidder));
    rows.addAll(rows(Tables.LATE_EVENTS, 5, lateEvents));
    return rows;
  }

  private StreamExecutionEnvironment environment(int parallelism, String backend) {
    Configuration flink = new Configuration();
    flink.set(StateBackendOptions.STATE_BACKEND, backend);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(StateRecoveryOptions.SAVEPOINT_PATH, folder.resolve("savepoint").toUri().toString());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(parallelism);
    return env;
  }

  private static DataStream<AggregationEvent> read(
      Topic<?> topic, List<AggregationEvent> events, StreamExecutionEnvironment env) {
    List<AggregationEvent> ofTopic = events.stream().filter(event -> event.isOf(topic)).toList();
    return env.fromData(ofTopic, AggregationEvent.TYPE).uid("read-" + topic);
  }

  private static List<String> rows(
      TableDefinition<?> table, int keyColumns, CloseableIterator<RowData> rows) {
    record Row(String key, String text) {}
    List<Row> all = new ArrayList<>();
    rows.forEachRemaining(
        row -> {
          List<Object> cells = new ArrayList<>(RowValues.of(table.schema(), row).values());
          String text = "%s | %s %s".formatted(table, row.getRowKind().shortString(), cells);
          all.add(new Row(cells.subList(0, keyColumns).toString(), text));
        });
    return all.stream().sorted(Comparator.comparing(Row::key)).map(Row::text).toList();
  }
}

package io.bidlake.funnel;

import io.bidlake.model.Topic;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.testing.RowValues;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.CloseableIterator;

/** The job, from the state of {@code released/1} to the end of some events, on a cluster. */
final class ReleasedState {

  private static final Path FOLDER = folder();

  private final FunnelStages stages;
  private final TableRows.Layouts tables;

  ReleasedState(FunnelStages stages, TableRows.Layouts tables) {
    this.stages = stages;
    this.tables = tables;
  }

  private static Path folder() {
    try {
      return Path.of(ReleasedState.class.getResource("/released/1").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows that came out when the release itself went on, as {@link #rowsAfter} has them. */
  static List<String> releasedRows() throws Exception {
    return Files.readAllLines(FOLDER.resolve("rows.txt"));
  }

  /**
   * The rows that come out, such as {@code table | +I [cells]}: by table and key, and those of one
   * key in the order in which they came. The order between keys means nothing.
   */
  List<String> rowsAfter(List<FunnelEvent> events, int parallelism, String backend)
      throws Exception {
    StreamExecutionEnvironment env = environment(parallelism, backend);
    FunnelTopology.Outputs outputs =
        new FunnelTopology(stages, Duration.ofHours(1), tables)
            .connect(
                stages.topics().stream()
                    .filter(topic -> events.stream().anyMatch(event -> event.isOf(topic)))
                    .map(topic -> read(topic, events, env))
                    .reduce(DataStream::union)
                    .orElseThrow());
    var changes = outputs.hourlyFunnelChanges().collectAsync();
    var lateEvents = outputs.lateEvents().collectAsync();
    env.executeAsync();

    List<String> rows = new ArrayList<>();
    rows.addAll(rows(tables.of(Tables.HOURLY_FUNNEL_BY_PUBLISHER).definition(), 2, changes));
    rows.addAll(rows(Tables.LATE_EVENTS, 5, lateEvents));
    return rows;
  }

  private static StreamExecutionEnvironment environment(int parallelism, String backend) {
    Configuration flink = new Configuration();
    flink.set(StateBackendOptions.STATE_BACKEND, backend);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(StateRecoveryOptions.SAVEPOINT_PATH, FOLDER.resolve("savepoint").toUri().toString());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(parallelism);
    return env;
  }

  private static DataStream<FunnelEvent> read(
      Topic<?> topic, List<FunnelEvent> events, StreamExecutionEnvironment env) {
    List<FunnelEvent> ofTopic = events.stream().filter(event -> event.isOf(topic)).toList();
    return env.fromData(ofTopic, FunnelEvent.TYPE).uid("read-" + topic);
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

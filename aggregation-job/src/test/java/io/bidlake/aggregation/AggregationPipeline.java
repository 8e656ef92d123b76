package io.bidlake.aggregation;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.WindowChange;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.data.RowData;

/**
 * The operators of the topology between sources and sinks, taken from its graph and run by hand:
 * the test says when each subtask gets its watermark and when the job restarts.
 */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
final class AggregationPipeline implements AutoCloseable {

  private static final StreamGraph GRAPH = graph();

  private final int parallelism;
  private final AggregationResults results;
  private final long[] watermarks;
  private long watermarkOfEmitters = Long.MIN_VALUE;

  private final Subtasks<AggregationEvent, Contribution> attribute;
  private final Subtasks<Contribution, Contribution> combineByCountry;
  private final Subtasks<Contribution, Contribution> combineByBidder;
  private final Subtasks<Contribution, WindowChange> emitByCountry;
  private final Subtasks<Contribution, WindowChange> emitByBidder;

  AggregationPipeline(int parallelism, AggregationResults results) throws Exception {
    this(parallelism, results, null);
  }

  private AggregationPipeline(int parallelism, AggregationResults results, Snapshot snapshot)
      throws Exception {
    this.parallelism = parallelism;
    this.results = results;
    this.watermarks = new long[parallelism];
    Arrays.fill(watermarks, Long.MIN_VALUE);
    attribute =
        new Subtasks<>(
            GRAPH,
            "attribute-impressions",
            EventId.TYPE,
            parallelism,
            snapshot == null ? null : snapshot.attribute);
    combineByCountry =
        new Subtasks<>(GRAPH, "combine-hourly-impressions-by-geo", null, parallelism, null);
    combineByBidder =
        new Subtasks<>(GRAPH, "combine-rolling-metrics-by-bidder", null, parallelism, null);
    emitByCountry =
        new Subtasks<>(
            GRAPH,
            "emit-hourly-impressions-by-geo",
            Types.STRING,
            parallelism,
            snapshot == null ? null : snapshot.emitByCountry);
    emitByBidder =
        new Subtasks<>(
            GRAPH,
            "emit-rolling-metrics-by-bidder",
            Types.STRING,
            parallelism,
            snapshot == null ? null : snapshot.emitByBidder);
  }

  private record Snapshot(
      List<OperatorSubtaskState> attribute,
      List<OperatorSubtaskState> emitByCountry,
      List<OperatorSubtaskState> emitByBidder) {}

  private static StreamGraph graph() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    AggregationEvent any = new Events().request("any", 0, null);
    TypeInformation<AggregationEvent> type = AggregationEvent.TYPE;
    new AggregationTopology(AttributeHarness.BOUND, AttributeHarness.LATENESS, TableRows::asDefined)
        .connect(env.fromData(List.of(any), type), env.fromData(List.of(any), type));
    return env.getStreamGraph();
  }

  void send(AggregationEvent event) throws Exception {
    int subtask = ownerOf(event.key());
    attribute.process(subtask, event);
    forward(subtask);
  }

  int parallelism() {
    return parallelism;
  }

  void watermark(int subtask, long watermark) throws Exception {
    watermarks[subtask] = watermark;
    attribute.watermark(subtask, watermark);
    forward(subtask);
    combineByCountry.watermark(subtask, watermark);
    combineByBidder.watermark(subtask, watermark);
    shuffle(subtask);
    long least = Arrays.stream(watermarks).min().orElseThrow();
    if (least > watermarkOfEmitters) {
      watermarkOfEmitters = least;
      for (int i = 0; i < parallelism; i++) {
        emitByCountry.watermark(i, least);
        emitByBidder.watermark(i, least);
        collect(i);
      }
    }
  }

  /** Ends this one and goes on where it was, with another parallelism and without watermarks. */
  AggregationPipeline restarted(int newParallelism) throws Exception {
    for (int i = 0; i < parallelism; i++) {
      combineByCountry.barrier(i);
      combineByBidder.barrier(i);
      shuffle(i);
    }
    Snapshot snapshot =
        new Snapshot(attribute.snapshot(), emitByCountry.snapshot(), emitByBidder.snapshot());
    close();
    return new AggregationPipeline(newParallelism, results, snapshot);
  }

  /** Keys that have state or timers. */
  int open() {
    return attribute.open() + emitByCountry.open() + emitByBidder.open();
  }

  private void forward(int subtask) throws Exception {
    for (RowData row : attribute.takeSide(subtask, AttributeHarness.LATE)) {
      results.addUncounted(row);
    }
    for (Contribution contribution : attribute.take(subtask)) {
      combineByCountry.process(subtask, contribution);
    }
    for (Contribution contribution : attribute.takeSide(subtask, AttributeImpressions.BY_BIDDER)) {
      combineByBidder.process(subtask, contribution);
    }
    shuffle(subtask);
  }

  private void shuffle(int subtask) throws Exception {
    for (Contribution contribution : combineByCountry.take(subtask)) {
      int owner = ownerOf(contribution.key);
      emitByCountry.process(owner, contribution);
      collect(owner);
    }
    for (Contribution contribution : combineByBidder.take(subtask)) {
      int owner = ownerOf(contribution.key);
      emitByBidder.process(owner, contribution);
      collect(owner);
    }
  }

  private void collect(int subtask) {
    emitByCountry.take(subtask).forEach(results.byCountry::apply);
    emitByBidder.take(subtask).forEach(results.byBidder::apply);
  }

  private int ownerOf(Object key) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, Subtasks.MOST, parallelism);
  }

  @Override
  public void close() throws Exception {
    attribute.close();
    combineByCountry.close();
    combineByBidder.close();
    emitByCountry.close();
    emitByBidder.close();
  }
}

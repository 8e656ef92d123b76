package io.bidlake.funnel;

import java.time.Duration;
import java.util.Locale;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;

/**
 * Joins the funnel of a number of generated events in this JVM, in one of the {@link WayToJoin
 * ways}: first with a third of them, as a warm-up, and then with all. Prints the start and the end
 * of the second run, in ms since 1970, the number of rows and the sums of their columns.
 */
public final class JoinInMemory {

  private static final String[] SUMS = {"bid_requests", "bid_responses", "impressions", "clicks"};
  private static final int FIRST_SUM = 2;

  private JoinInMemory() {}

  /**
   * Runs the two jobs.
   *
   * @param args the way, the number of events, the parallelism, the state backend, the checkpoint
   *     interval in ms and the folder of the checkpoints
   */
  public static void main(String[] args) throws Exception {
    WayToJoin way = WayToJoin.valueOf(args[0].toUpperCase(Locale.ROOT).replace('-', '_'));
    long events = Long.parseLong(args[1]);
    int tasks = Integer.parseInt(args[2]);
    Configuration flink = new Configuration();
    flink.set(StateBackendOptions.STATE_BACKEND, args[3]);
    flink.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(Long.parseLong(args[4])));
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, args[5]);
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
    flink.set(PipelineOptions.OBJECT_REUSE, way.reusesObjects());

    run(way, events / 3, tasks, flink);
    long begin = System.currentTimeMillis();
    JobExecutionResult result = run(way, events, tasks, flink);
    long end = System.currentTimeMillis();
    System.out.printf("began %d%nended %d%nevents %d%n", begin, end, whole(events, tasks));
    result.getAllAccumulatorResults().forEach((name, sum) -> System.out.println(name + " " + sum));
  }

  private static JobExecutionResult run(WayToJoin way, long events, int tasks, Configuration flink)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(tasks, flink);
    way.rows(env, new MadeEvents(whole(events, tasks), tasks))
        .map(new AddUp())
        .sinkTo(new DiscardingSink<>());
    return env.execute();
  }

  /** Rounds the number of events to whole turns for every task. */
  private static long whole(long events, int tasks) {
    long turns = (long) MadeEvents.TURN * tasks;
    return Math.max(1, events / turns) * turns;
  }

  private static final class AddUp extends RichMapFunction<RowData, Boolean> {

    private final LongCounter rows = new LongCounter();
    private final LongCounter[] sums = new LongCounter[SUMS.length];

    @Override
    public void open(OpenContext openContext) {
      getRuntimeContext().addAccumulator("rows", rows);
      for (int i = 0; i < SUMS.length; i++) {
        sums[i] = new LongCounter();
        getRuntimeContext().addAccumulator(SUMS[i], sums[i]);
      }
    }

    @Override
    public Boolean map(RowData row) {
      rows.add(1);
      for (int i = 0; i < SUMS.length; i++) {
        sums[i].add(row.getLong(FIRST_SUM + i));
      }
      return true;
    }
  }
}

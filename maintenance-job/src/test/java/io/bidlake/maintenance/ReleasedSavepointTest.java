package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.testing.Loaders;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.settings.Settings;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.Tables;
import java.io.DataInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restores what the first format of savepoints holds: a job with two tasks that had looked at
 * {@code bid_requests} once. Classes that savepoints name can neither be moved nor renamed.
 */
// The harness may be interrupted when it is closed; a test is not.
@SuppressWarnings("try")
class ReleasedSavepointTest {

  private static final String TABLE = "bid_requests";
  private static final long HOUR = 3_600_000;

  /** When the actions on the table were begun, as the savepoint says. */
  private static final long BEGUN = 1_795_914_217_725L;

  @TempDir Path warehouse;

  @Test
  void knowsWhenEachActionWasBegun() throws Exception {
    TestTable table = new TestTable(warehouse, Tables.BID_REQUESTS);
    table.append(new Requests(3).of(0, "USA", 1));
    try (OneInputStreamOperatorTestHarness<Long, FileGroup> plan =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new PlanPasses(upkeep(), Loaders.of(warehouse))))) {
      plan.initializeState(only(statesOf("plan-passes")));
      plan.open();

      plan.setProcessingTime(BEGUN + HOUR - 1);
      plan.processElement(new StreamRecord<>(0L));
      assertThat(plan.getSideOutput(PlanPasses.PASSES)).isNull();

      plan.setProcessingTime(BEGUN + HOUR + 60_000);
      plan.processElement(new StreamRecord<>(0L));
      assertThat(plan.getSideOutput(PlanPasses.PASSES))
          .singleElement()
          .satisfies(
              pass ->
                  assertThat(pass.getValue().due())
                      .containsExactly(
                          MaintenanceAction.REMOVE_DANGLING_DELETES,
                          MaintenanceAction.REWRITE_MANIFESTS,
                          MaintenanceAction.EXPIRE_SNAPSHOTS));
    }
  }

  @Test
  void restoresTheQueueOfGroups() throws Exception {
    restores("rewrite-groups", new RewriteGroups(upkeep(), Loaders.of(warehouse)), FileGroup.class);
  }

  @Test
  void restoresTheQueueOfPasses() throws Exception {
    restores("run-actions", new RunActions(upkeep(), Loaders.of(warehouse)), Pass.class);
  }

  private static <I, O> void restores(String uid, AsyncFunction<I, O> function, Class<I> input)
      throws Exception {
    List<OperatorSubtaskState> states = statesOf(uid);
    assertThat(states).hasSize(2);
    for (OperatorSubtaskState state : states) {
      try (OneInputStreamOperatorTestHarness<I, O> harness =
          new OneInputStreamOperatorTestHarness<>(
              new AsyncWaitOperatorFactory<>(function, 0, 10, OutputMode.UNORDERED),
              TypeInformation.of(input).createSerializer(new SerializerConfigImpl()))) {
        harness.initializeState(state);
        harness.open();
      }
    }
  }

  private static OperatorSubtaskState only(List<OperatorSubtaskState> states) {
    assertThat(states).hasSize(1);
    return states.get(0);
  }

  private static List<OperatorSubtaskState> statesOf(String uid) throws Exception {
    ClassLoader classes = ReleasedSavepointTest.class.getClassLoader();
    Collection<OperatorState> operators;
    try (InputStream savepoint = classes.getResourceAsStream("released/1/savepoint/_metadata")) {
      operators =
          Checkpoints.loadCheckpointMetadata(new DataInputStream(savepoint), classes, "released")
              .getOperatorStates();
    }
    return operators.stream()
        .filter(operator -> operator.getOperatorUid().filter(uid::equals).isPresent())
        .flatMap(operator -> new ArrayList<>(operator.getStates()).stream())
        .toList();
  }

  private static Upkeep upkeep() {
    return Upkeep.read(Settings.of(List.of("--tables", TABLE), Map.of()));
  }
}

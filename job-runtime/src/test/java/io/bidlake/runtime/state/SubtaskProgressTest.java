package io.bidlake.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
class SubtaskProgressTest {

  private static final long KEPT = 10;

  @Test
  void hasReachedNothingAtTheStart() throws Exception {
    try (var subtask = new Subtask(1, 0, null)) {
      assertThat(subtask.reached()).isEqualTo(Long.MIN_VALUE);
    }
  }

  @Test
  void followsTheWatermark() throws Exception {
    try (var subtask = new Subtask(1, 0, null)) {
      assertThat(subtask.reached(100)).isEqualTo(100);
      assertThat(subtask.reached(101)).isEqualTo(101);
    }
  }

  @Test
  void doesNotGoBackToTheLowWatermarkOfARestart() throws Exception {
    try (var subtask = new Subtask(1, 0, stateAt(1, 0, 100, 0))) {
      assertThat(subtask.reached(50)).isEqualTo(100);
      assertThat(subtask.reached(101)).isEqualTo(101);
    }
  }

  @Test
  void remembersAWatermarkThatCameAfterTheLastElement() throws Exception {
    OperatorSubtaskState state;
    try (var subtask = new Subtask(1, 0, null)) {
      subtask.reached(100);
      subtask.watermark(200);
      state = subtask.snapshot();
    }

    try (var subtask = new Subtask(1, 0, state)) {
      assertThat(subtask.reached()).isEqualTo(200);
    }
  }

  @Test
  void goesOnWhereItWasAfterARestart() throws Exception {
    OperatorSubtaskState state = stateAt(1, 0, 100, 3);

    try (var subtask = new Subtask(1, 0, state)) {
      assertThat(subtask.reached()).isEqualTo(100);
      assertThat(subtask.held()).isEqualTo(3);
    }
  }

  @Test
  void takesTheHighestOfAllSubtasksWhereverItsKeysWere() throws Exception {
    OperatorSubtaskState all =
        AbstractStreamOperatorTestHarness.repackageState(
            stateAt(2, 0, 100, 3), stateAt(2, 1, 200, 5));
    for (int index = 0; index < 2; index++) {
      OperatorSubtaskState share = share(all, 2, 2, index);
      try (var subtask = new Subtask(2, index, share)) {
        assertThat(subtask.reached()).isEqualTo(200);
        assertThat(subtask.held()).isEqualTo(index == 0 ? 3 : 5);
      }
    }
  }

  @Test
  void sharesWhatIsHeldAmongMoreSubtasks() throws Exception {
    OperatorSubtaskState one = stateAt(1, 0, 100, 8);

    try (var subtask = new Subtask(4, 3, share(one, 1, 4, 3))) {
      assertThat(subtask.reached()).isEqualTo(100);
      assertThat(subtask.held()).isEqualTo(2);
    }
  }

  @Test
  void losesNoneOfWhatIsHeldWhenItIsShared() throws Exception {
    OperatorSubtaskState one = stateAt(1, 0, 100, 5);
    long held = 0;
    for (int index = 0; index < 3; index++) {
      try (var subtask = new Subtask(3, index, share(one, 1, 3, index))) {
        held += subtask.held();
      }
    }

    assertThat(held).isEqualTo(5);
  }

  @Test
  void countsWhatIsHeldAndReleased() throws Exception {
    OperatorSubtaskState state;
    try (var subtask = new Subtask(1, 0, null)) {
      subtask.send(Step.HOLD, Step.HOLD, Step.HOLD, Step.RELEASE);
      assertThat(subtask.held()).isEqualTo(2);
      state = subtask.snapshot();
    }

    try (var subtask = new Subtask(1, 0, state)) {
      assertThat(subtask.held()).isEqualTo(2);
    }
  }

  @Test
  void knowsWhatIsOver() throws Exception {
    try (var subtask = new Subtask(1, 0, null)) {
      assertThat(subtask.progress().isOver(0)).isFalse();
      subtask.reached(100);

      assertThat(subtask.progress().isOver(100 - KEPT)).isTrue();
      assertThat(subtask.progress().isOver(101 - KEPT)).isFalse();
      assertThat(subtask.progress().wasOver(100 - KEPT)).isFalse();
    }
  }

  @Test
  void knowsAfterRestartsWhatWasOverHoweverMuchLongerThingsAreKept() throws Exception {
    OperatorSubtaskState state = stateAt(1, 0, 100, 0);
    for (int restart = 0; restart < 3; restart++) {
      try (var subtask = new Subtask(5 * KEPT, 1, 0, state)) {
        subtask.reached(100);
        assertThat(subtask.progress().wasOver(100 - KEPT)).isTrue();
        assertThat(subtask.progress().wasOver(101 - KEPT)).isFalse();
        assertThat(subtask.progress().isOver(100 - KEPT)).isFalse();
        state = subtask.snapshot();
      }
    }
  }

  @Test
  void hasHadNothingOverBeforeTheFirstWatermark() throws Exception {
    OperatorSubtaskState state;
    try (var subtask = new Subtask(1, 0, null)) {
      state = subtask.snapshot();
    }

    try (var subtask = new Subtask(1, 0, state)) {
      assertThat(subtask.progress().wasOver(Long.MIN_VALUE + 1)).isFalse();
    }
  }

  /** The first release wrote the watermark alone. */
  @Test
  void takesThingsToHaveBeenKeptAsLongAsNowWhereTheStateDoesNotSay() throws Exception {
    OperatorSubtaskState state;
    try (var first =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new KeepsTheWatermark()))) {
      first.open();
      state = first.snapshot(1, 1);
    }

    try (var subtask = new Subtask(1, 0, state)) {
      assertThat(subtask.reached()).isEqualTo(KeepsTheWatermark.WATERMARK);
      assertThat(subtask.progress().wasOver(KeepsTheWatermark.WATERMARK - KEPT)).isTrue();
      assertThat(subtask.progress().wasOver(KeepsTheWatermark.WATERMARK - KEPT + 1)).isFalse();
    }
  }

  private static OperatorSubtaskState stateAt(
      int parallelism, int index, long watermark, int heldKeys) throws Exception {
    try (var subtask = new Subtask(parallelism, index, null)) {
      subtask.reached(watermark);
      for (int i = 0; i < heldKeys; i++) {
        subtask.send(Step.HOLD);
      }
      return subtask.snapshot();
    }
  }

  private static OperatorSubtaskState share(
      OperatorSubtaskState state, int before, int now, int index) {
    return AbstractStreamOperatorTestHarness.repartitionOperatorState(
        state, Subtask.MOST_SUBTASKS, before, now, index);
  }

  private enum Step {
    HOLD,
    RELEASE,
    REACHED
  }

  /** One subtask of an operator that does nothing but keep its progress. */
  private static final class Subtask implements AutoCloseable {

    static final int MOST_SUBTASKS = 8;

    private final InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
    private final OneInputStreamOperatorTestHarness<Step, Long> harness;

    private final KeepsProgress function;

    Subtask(int parallelism, int index, OperatorSubtaskState state) throws Exception {
      this(KEPT, parallelism, index, state);
    }

    Subtask(long kept, int parallelism, int index, OperatorSubtaskState state) throws Exception {
      function = new KeepsProgress(kept);
      MockEnvironment environment =
          new MockEnvironmentBuilder()
              .setMaxParallelism(MOST_SUBTASKS)
              .setParallelism(parallelism)
              .setSubtaskIndex(index)
              .setMetricGroup(
                  new InterceptingTaskMetricGroup() {
                    @Override
                    public InternalOperatorMetricGroup getOrAddOperator(
                        OperatorID id, String name) {
                      return metrics;
                    }
                  })
              .build();
      harness =
          new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function), environment);
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
    }

    SubtaskProgress progress() {
      return function.progress;
    }

    void send(Step... steps) throws Exception {
      for (Step step : steps) {
        harness.processElement(step, 0);
      }
    }

    /** What is reached when an element comes now. */
    long reached() throws Exception {
      harness.processElement(new StreamRecord<>(Step.REACHED));
      List<Long> reached = harness.extractOutputValues();
      return reached.get(reached.size() - 1);
    }

    long reached(long watermark) throws Exception {
      watermark(watermark);
      return reached();
    }

    void watermark(long watermark) throws Exception {
      harness.processWatermark(watermark);
    }

    long held() {
      return (Long) ((Gauge<?>) metrics.get("heldKeys")).getValue();
    }

    OperatorSubtaskState snapshot() throws Exception {
      return harness.snapshot(1, 1);
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  private static final class KeepsProgress extends ProcessFunction<Step, Long>
      implements CheckpointedFunction {

    private final long kept;
    private transient SubtaskProgress progress;

    KeepsProgress(long kept) {
      this.kept = kept;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
      progress = new SubtaskProgress(kept);
      progress.initialize(context, getRuntimeContext(), "heldKeys");
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
      progress.snapshot();
    }

    @Override
    public void processElement(Step step, Context context, Collector<Long> out) {
      switch (step) {
        case HOLD -> progress.hold();
        case RELEASE -> progress.release();
        case REACHED -> out.collect(progress.reached(context.timerService()));
      }
    }
  }

  private static final class KeepsTheWatermark extends ProcessFunction<Step, Long>
      implements CheckpointedFunction {

    static final long WATERMARK = 100;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
      context
          .getOperatorStateStore()
          .getUnionListState(new ListStateDescriptor<>("watermark", Types.LONG))
          .add(WATERMARK);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
      // What there is does not change.
    }

    @Override
    public void processElement(Step step, Context context, Collector<Long> out) {
      // It only keeps the watermark.
    }
  }
}

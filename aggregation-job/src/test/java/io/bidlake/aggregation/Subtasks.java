package io.bidlake.aggregation;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.io.disk.iomanager.IOManager;
import org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;

/** The subtasks of one operator of a graph, each in a harness. */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
final class Subtasks<I, O> implements AutoCloseable {

  /** Largest parallelism. */
  static final int MOST = 12;

  /** Nothing spills; one for all, because each would make folders of its own. */
  private static final IOManager SPILLING = new IOManagerAsync();

  private final List<MockEnvironment> environments = new ArrayList<>();
  private final List<OneInputStreamOperatorTestHarness<I, O>> harnesses = new ArrayList<>();
  private final TypeInformation<?> keyType;

  /**
   * Starts them.
   *
   * @param keyType type of the operator's keys, or null if it has none
   * @param before what the subtasks of another run have left, or null
   */
  Subtasks(
      StreamGraph graph,
      String name,
      TypeInformation<?> keyType,
      int parallelism,
      List<OperatorSubtaskState> before)
      throws Exception {
    this.keyType = keyType;
    StreamNode node =
        graph.getStreamNodes().stream()
            .filter(candidate -> candidate.getOperatorName().equals(name))
            .findFirst()
            .orElseThrow();
    OperatorSubtaskState all =
        before == null
            ? null
            : AbstractStreamOperatorTestHarness.repackageState(
                before.toArray(OperatorSubtaskState[]::new));
    for (int i = 0; i < parallelism; i++) {
      OneInputStreamOperatorTestHarness<I, O> harness = harness(node, parallelism, i);
      harness.setup(outputSerializer(node));
      if (all != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                all, MOST, before.size(), parallelism, i));
      }
      harness.open();
      harnesses.add(harness);
    }
  }

  // A graph does not know the types of its operators.
  @SuppressWarnings("unchecked")
  private OneInputStreamOperatorTestHarness<I, O> harness(
      StreamNode node, int parallelism, int index) throws Exception {
    MockEnvironment environment =
        new MockEnvironmentBuilder()
            .setManagedMemorySize(0)
            .setIOManager(SPILLING)
            .setMaxParallelism(MOST)
            .setParallelism(parallelism)
            .setSubtaskIndex(index)
            .build();
    environments.add(environment);
    SimpleOperatorFactory<O> factory =
        InstantiationUtil.clone((SimpleOperatorFactory<O>) node.getOperatorFactory());
    OneInputStreamOperator<I, O> operator = (OneInputStreamOperator<I, O>) factory.getOperator();
    if (keyType == null) {
      return new OneInputStreamOperatorTestHarness<>(operator, environment);
    }
    return new KeyedOneInputStreamOperatorTestHarness<>(
        operator,
        (KeySelector<I, Object>) node.getStatePartitioners()[0],
        (TypeInformation<Object>) keyType,
        environment);
  }

  @SuppressWarnings("unchecked")
  private static <T> TypeSerializer<T> outputSerializer(StreamNode node) {
    return (TypeSerializer<T>) node.getTypeSerializerOut();
  }

  void process(int subtask, I element) throws Exception {
    harnesses.get(subtask).processElement(new StreamRecord<>(element));
  }

  void watermark(int subtask, long watermark) throws Exception {
    harnesses.get(subtask).processWatermark(watermark);
  }

  void barrier(int subtask) throws Exception {
    harnesses.get(subtask).prepareSnapshotPreBarrier(1);
  }

  /** What a subtask has sent since this was last asked. */
  List<O> take(int subtask) {
    OneInputStreamOperatorTestHarness<I, O> harness = harnesses.get(subtask);
    List<O> values = harness.extractOutputValues();
    harness.getOutput().clear();
    return values;
  }

  /** What a subtask has sent to a side output since this was last asked. */
  <T> List<T> takeSide(int subtask, OutputTag<T> tag) {
    List<T> values = new ArrayList<>();
    var output = harnesses.get(subtask).getSideOutput(tag);
    if (output != null) {
      output.forEach(record -> values.add(record.getValue()));
      output.clear();
    }
    return values;
  }

  List<OperatorSubtaskState> snapshot() throws Exception {
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (OneInputStreamOperatorTestHarness<I, O> harness : harnesses) {
      states.add(harness.snapshot(1, 1));
    }
    return states;
  }

  /** States and timers that are there. */
  int open() {
    int open = 0;
    for (OneInputStreamOperatorTestHarness<I, O> harness : harnesses) {
      open += harness.numEventTimeTimers();
      open += ((KeyedOneInputStreamOperatorTestHarness<?, ?, ?>) harness).numKeyedStateEntries();
    }
    return open;
  }

  @Override
  public void close() throws Exception {
    for (OneInputStreamOperatorTestHarness<I, O> harness : harnesses) {
      harness.close();
    }
  }
}

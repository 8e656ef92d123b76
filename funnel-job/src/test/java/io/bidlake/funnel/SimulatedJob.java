package io.bidlake.funnel;

import io.bidlake.runtime.window.Contribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/**
 * The job's own operators, connected as Flink connects them, in one thread: a random number decides
 * who goes on next, so that a run can be repeated.
 */
final class SimulatedJob implements CorrelateSubtask.Downstream {

  private static final int MAX_PARALLELISM = 16;

  /** A slow actor gets one lot, a fast one this many. */
  private static final int MOST_LOTS = 6;

  /** How far one partition is read ahead of another. */
  private static final long[] DRIFTS = {0, 5_000, 300_000, Long.MAX_VALUE};

  private final Random random;
  private final int parallelism;
  private final List<SimulatedPartition> partitions = new ArrayList<>();
  private final List<CorrelateSubtask> correlate = new ArrayList<>();
  private final List<EmitSubtask> emit = new ArrayList<>();
  private final List<SimulatedActor> lots = new ArrayList<>();
  private final SimulatedCheckpoint start;
  private final long drift;

  SimulatedJob(
      FunnelOperators operators,
      RandomFunnels input,
      SimulatedCheckpoint start,
      int parallelism,
      Random random)
      throws Exception {
    this.random = random;
    this.parallelism = parallelism;
    this.start = start;
    this.drift = DRIFTS[random.nextInt(DRIFTS.length)];
    List<List<Arrival>> logs = input.partitions();
    for (int i = 0; i < parallelism; i++) {
      Place place = new Place(MAX_PARALLELISM, parallelism, i);
      correlate.add(new CorrelateSubtask(operators, place, logs.size(), this, i));
      correlate.get(i).open(share(start.correlate(), i));
      emit.add(new EmitSubtask(operators, place, parallelism));
      emit.get(i).open(share(start.emit(), i));
    }
    for (int i = 0; i < logs.size(); i++) {
      partitions.add(partition(logs.get(i), i, input.arrivals()));
    }
    partitions.forEach(this::drawLots);
    correlate.forEach(this::drawLots);
    emit.forEach(this::drawLots);
  }

  private void drawLots(SimulatedActor actor) {
    int count = 1 + random.nextInt(MOST_LOTS);
    for (int i = 0; i < count; i++) {
      lots.add(actor);
    }
  }

  private SimulatedPartition partition(List<Arrival> log, int channel, Arrivals arrivals) {
    return new SimulatedPartition(
        log,
        start.positions().isEmpty() ? 0 : start.positions().get(channel),
        arrivals,
        this::mayRead,
        event -> correlate.get(ownerOf(event.key())).send(channel, event),
        element -> correlate.forEach(subtask -> subtask.send(channel, element)));
  }

  private boolean mayRead(long arrival) {
    long next = Long.MAX_VALUE;
    for (SimulatedPartition partition : partitions) {
      next = Math.min(next, partition.nextArrival());
    }
    return arrival - next <= drift;
  }

  private OperatorSubtaskState share(List<OperatorSubtaskState> states, int index)
      throws Exception {
    if (states.isEmpty()) {
      return null;
    }
    return AbstractStreamOperatorTestHarness.repartitionOperatorState(
        AbstractStreamOperatorTestHarness.repackageState(
            states.toArray(OperatorSubtaskState[]::new)),
        MAX_PARALLELISM,
        states.size(),
        parallelism,
        index);
  }

  private int ownerOf(Object key) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, parallelism);
  }

  @Override
  public void send(int from, Contribution contribution) {
    emit.get(ownerOf(contribution.key)).send(from, contribution);
  }

  @Override
  public void broadcast(int from, Object element) {
    emit.forEach(subtask -> subtask.send(from, element));
  }

  /** Lets somebody go on; false if all are done. */
  boolean step() throws Exception {
    int first = random.nextInt(lots.size());
    for (int i = 0; i < lots.size(); i++) {
      if (lots.get((first + i) % lots.size()).step(random)) {
        return true;
      }
    }
    return false;
  }

  /** Runs so many steps, or until there are none. */
  void run(int steps) throws Exception {
    int left = steps;
    while (left > 0 && step()) {
      left--;
    }
  }

  /** Takes a checkpoint while the job goes on. */
  SimulatedCheckpoint checkpoint() throws Exception {
    partitions.forEach(SimulatedPartition::demandBarrier);
    while (correlate.stream().anyMatch(subtask -> subtask.snapshot() == null)
        || emit.stream().anyMatch(subtask -> subtask.snapshot() == null)) {
      if (!step()) {
        throw new IllegalStateException("a checkpoint must complete");
      }
    }
    List<FunnelChange> changes = new ArrayList<>(start.changes());
    emit.forEach(subtask -> changes.addAll(subtask.changesInSnapshot()));
    List<UncountedEvent> late = new ArrayList<>(start.late());
    correlate.forEach(subtask -> late.addAll(subtask.lateInSnapshot()));
    return new SimulatedCheckpoint(
        partitions.stream().map(SimulatedPartition::positionAtBarrier).toList(),
        correlate.stream().map(CorrelateSubtask::snapshot).toList(),
        emit.stream().map(EmitSubtask::snapshot).toList(),
        changes,
        late);
  }

  /** Reads all that is left, and lets the watermark go beyond it. */
  FunnelRun finish() throws Exception {
    run(Integer.MAX_VALUE);
    partitions.forEach(SimulatedPartition::end);
    run(Integer.MAX_VALUE);
    List<FunnelChange> changes = new ArrayList<>(start.changes());
    emit.forEach(subtask -> changes.addAll(subtask.changes()));
    List<UncountedEvent> late = new ArrayList<>(start.late());
    correlate.forEach(subtask -> late.addAll(subtask.late()));
    int leftBehind =
        correlate.stream().mapToInt(CorrelateSubtask::leftBehind).sum()
            + emit.stream().mapToInt(EmitSubtask::leftBehind).sum();
    return new FunnelRun(changes, late, leftBehind);
  }

  void close() throws Exception {
    for (CorrelateSubtask subtask : correlate) {
      subtask.close();
    }
    for (EmitSubtask subtask : emit) {
      subtask.close();
    }
  }
}

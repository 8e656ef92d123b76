package io.bidlake.runtime.window;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.SimpleTimerService;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs {@link EmitWindows}. If the restored windows had a different hold or lateness, which
 * settings and the stages of the funnel determine, it first registers the timers of all keys again.
 * The old timers remain, but have no effect: whatever is due at their times has a timer of its own.
 *
 * <p>Publishes running totals every second, and before each checkpoint barrier. After a restart it
 * publishes again what was published since the restored checkpoint.
 */
final class EmitWindowsOperator extends KeyedProcessOperator<String, Contribution, WindowChange>
    implements BoundedOneInput {

  private static final long PUBLISH_EVERY_MILLIS = 1_000;

  /** Maximum number of changed windows; when it is reached, their totals are published. */
  private static final int MOST_UNPUBLISHED = 10_000;

  /** Name under which Flink keeps the timers of process functions. */
  private static final String TIMERS = "user-timers";

  private final EmitWindows windows;

  EmitWindowsOperator(EmitWindows windows) {
    super(windows);
    this.windows = windows;
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (windows.isReshaped()) {
      TimerService timers =
          new SimpleTimerService(
              getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this));
      forEachTime(
          EmitWindows.totalsOfSlices(),
          (key, slice) -> windows.registerTimersOfSlice(slice, timers));
      forEachTime(
          EmitWindows.totalsOfEmitted(),
          (key, window) -> windows.registerTimerOfEmitted(window, timers));
    }
    if (windows.isPublishing()) {
      publishAgain();
      // It ends with the task.
      var unused =
          getProcessingTimeService()
              .scheduleWithFixedDelay(
                  time -> publish(), PUBLISH_EVERY_MILLIS, PUBLISH_EVERY_MILLIS);
    }
  }

  @Override
  public void processElement(StreamRecord<Contribution> element) throws Exception {
    super.processElement(element);
    if (windows.unpublished() >= MOST_UNPUBLISHED) {
      publish();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    publish();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void endInput() {
    publish();
  }

  private void publishAgain() throws Exception {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int keyGroups = task.getMaxNumberOfParallelSubtasks();
    KeyGroupRange ours =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            keyGroups, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    boolean found =
        windows.findPublishedSince(
            (key, start) -> {
              if (ours.contains(KeyGroupRangeAssignment.assignToKeyGroup(key, keyGroups))) {
                setCurrentKey(key);
                windows.publishAgain(key, start);
              }
            });
    if (!found) {
      forEachTime(EmitWindows.totalsOfSlices(), windows::publishAgain);
    }
  }

  private void publish() {
    windows.publish(change -> output.collect(EmitWindows.RUNNING, new StreamRecord<>(change)));
  }

  private void forEachTime(
      MapStateDescriptor<Long, Totals> totals, PublishedWindows.Receiver receiver)
      throws Exception {
    KeyedStateBackend<String> keys = getKeyedStateBackend();
    keys.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        totals,
        (String key, MapState<Long, Totals> byTime) -> {
          for (long time : byTime.keys()) {
            receiver.accept(key, time);
          }
        });
  }
}

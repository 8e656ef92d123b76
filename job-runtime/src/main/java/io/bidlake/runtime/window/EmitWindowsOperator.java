package io.bidlake.runtime.window;

import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.SimpleTimerService;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/**
 * Runs {@link EmitWindows}. If the restored windows had a different hold or lateness, which
 * settings and the stages of the funnel determine, it first registers the timers of all keys again.
 * The old timers remain, but have no effect: whatever is due at their times has a timer of its own.
 */
final class EmitWindowsOperator extends KeyedProcessOperator<String, Contribution, WindowChange> {

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
      forEachTime(EmitWindows.totalsOfSlices(), windows::registerTimersOfSlice);
      forEachTime(EmitWindows.totalsOfEmitted(), windows::registerTimerOfEmitted);
    }
  }

  private interface Registration {
    void of(long time, TimerService timers);
  }

  private void forEachTime(MapStateDescriptor<Long, Totals> totals, Registration registration)
      throws Exception {
    TimerService timers =
        new SimpleTimerService(
            getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this));
    KeyedStateBackend<String> keys = getKeyedStateBackend();
    keys.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        totals,
        (String key, MapState<Long, Totals> byTime) -> {
          for (long time : byTime.keys()) {
            registration.of(time, timers);
          }
        });
  }
}

package io.bidlake.funnel;

import io.bidlake.runtime.state.EventId;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Drops duplicates of events, as is usual before a chain of interval joins. */
final class DropDuplicates extends KeyedProcessFunction<EventId, FunnelEvent, FunnelEvent> {

  private final long horizon;

  private transient ValueState<Boolean> seen;

  DropDuplicates(long horizon) {
    this.horizon = horizon;
  }

  /**
   * @param horizon how long after an event its duplicates are recognized, in ms
   */
  static DataStream<FunnelEvent> of(DataStream<FunnelEvent> events, long horizon) {
    return events
        .keyBy(event -> event.id, EventId.TYPE)
        .process(new DropDuplicates(horizon), FunnelEvent.TYPE)
        .name("drop-duplicates");
  }

  @Override
  public void open(OpenContext openContext) {
    seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.BOOLEAN));
  }

  @Override
  public void processElement(FunnelEvent event, Context context, Collector<FunnelEvent> out)
      throws Exception {
    if (seen.value() == null) {
      seen.update(true);
      context.timerService().registerEventTimeTimer(event.time + horizon);
      out.collect(event);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<FunnelEvent> out) {
    seen.clear();
  }
}

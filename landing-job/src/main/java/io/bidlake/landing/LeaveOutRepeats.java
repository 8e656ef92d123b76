package io.bidlake.landing;

import io.bidlake.landing.topics.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Emits each record, unless one with the same key was emitted whose Kafka timestamp is less than a
 * duration before or after its own; such a record is counted in a metric ({@code repeatedRecords}).
 *
 * <p>Keeps the timestamps of the emitted records by key, until the watermark has passed them by the
 * duration. A repeated record that comes later than that is emitted.
 */
final class LeaveOutRepeats extends KeyedProcessFunction<String, RepeatableRecord, TopicRecord> {

  private transient ListState<Long> kept;
  private transient Counter repeated;

  @Override
  public void open(OpenContext openContext) {
    kept = getRuntimeContext().getListState(new ListStateDescriptor<>("kept", Types.LONG));
    repeated = getRuntimeContext().getMetricGroup().counter("repeatedRecords");
  }

  @Override
  public void processElement(RepeatableRecord element, Context ctx, Collector<TopicRecord> out)
      throws Exception {
    long time = element.record.timestamp;
    for (long other : kept.get()) {
      if (Math.abs(time - other) < element.within) {
        repeated.inc();
        return;
      }
    }
    kept.add(time);
    ctx.timerService().registerEventTimeTimer(time + element.within);
    out.collect(element.record);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<TopicRecord> out)
      throws Exception {
    List<Long> left = new ArrayList<>();
    for (long time : kept.get()) {
      // The rule may have changed: each time has a timer of its own with the duration of then.
      if (time > ctx.timerService().currentWatermark()) {
        left.add(time);
      }
    }
    kept.update(left);
  }
}

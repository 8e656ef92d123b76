package io.bidlake.runtime.kafka;

import io.bidlake.runtime.request.RequestEvent;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Advances the watermark of a topic to its newest event when the topic becomes idle, even if that
 * event was read before a restart.
 *
 * <p>Flink does not restore watermarks. A job that resumes after the last event of its topics would
 * have no watermark until the next event arrives, and would keep its windows open until then.
 *
 * <p>Each subtask restores the newest event time of all subtasks, because Kafka partitions are
 * reassigned when the job restarts. An idle subtask neither holds back nor advances the watermark
 * of downstream operators, so the emitted watermark takes effect only if all subtasks are idle.
 *
 * @param <E> type of the events
 */
final class EventTimeAtRest<E extends RequestEvent> extends AbstractStreamOperator<E>
    implements OneInputStreamOperator<E, E> {

  private final long outOfOrderness;
  private long newest = Long.MIN_VALUE;
  private long emitted = Long.MIN_VALUE;

  private transient ListState<Long> newestInState;

  /**
   * @param outOfOrderness how far the watermark trails the newest event
   */
  EventTimeAtRest(Duration outOfOrderness) {
    this.outOfOrderness = outOfOrderness.toMillis();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    newestInState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("newest", Types.LONG));
    for (long restored : newestInState.get()) {
      newest = Math.max(newest, restored);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    newestInState.update(List.of(newest));
  }

  @Override
  public void processElement(StreamRecord<E> element) {
    E event = element.getValue();
    if (event.advancesTime() && event.time > newest) {
      newest = event.time;
    }
    output.collect(element);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() > emitted) {
      emitted = mark.getTimestamp();
      super.processWatermark(mark);
    }
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    if (status.isIdle() && newest > Long.MIN_VALUE + outOfOrderness) {
      processWatermark(new Watermark(newest - outOfOrderness - 1));
    }
    super.processWatermarkStatus(status);
  }
}

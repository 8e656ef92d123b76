package io.bidlake.runtime.window;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Adds up the contributions to one key and slice before they are sent to the subtask that owns the
 * key, so that a key which gets most of the traffic costs that subtask a few additions a second.
 *
 * <p>Emits what it has before each watermark and each checkpoint barrier, so none of it is late and
 * nothing is left to be kept as state.
 */
public final class CombineContributions extends AbstractStreamOperator<Contribution>
    implements OneInputStreamOperator<Contribution, Contribution>, BoundedOneInput {

  /** Keys and slices held at most; more are sent on at once. */
  private static final int MOST_HELD = 10_000;

  private final Map<KeyAndSlice, Totals> held = new HashMap<>();

  private record KeyAndSlice(String key, long slice) {}

  @Override
  public void processElement(StreamRecord<Contribution> element) {
    Contribution contribution = element.getValue();
    Totals totals =
        held.computeIfAbsent(
            new KeyAndSlice(contribution.key, contribution.slice), key -> Totals.none());
    totals.add(contribution.totals);
    if (held.size() >= MOST_HELD) {
      emit();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    emit();
    super.processWatermark(mark);
  }

  /**
   * Tells nobody that it is idle. All subtasks have the same inputs and are idle together; but one
   * that is slow to notice that they are not any more may still hold what is not late by its own
   * watermark, and those that it goes to must not be past that.
   */
  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // Nothing waits for an idle subtask: it has passed on the last watermark that there was.
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    emit();
  }

  @Override
  public void endInput() {
    emit();
  }

  private void emit() {
    held.forEach(
        (where, totals) -> {
          if (!totals.isNothing()) {
            output.collect(
                new StreamRecord<>(new Contribution(where.key(), where.slice(), totals)));
          }
        });
    held.clear();
  }
}

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
 * Pre-aggregates the contributions to a key and slice before they are sent to the subtask that owns
 * the key, so that a hot key costs that subtask only a few additions per second.
 *
 * <p>Emits its totals before each watermark and checkpoint barrier, so that no contribution becomes
 * late and no state is needed; and every half second, so that none waits for a watermark that a
 * silent partition holds back.
 */
public final class CombineContributions extends AbstractStreamOperator<Contribution>
    implements OneInputStreamOperator<Contribution, Contribution>, BoundedOneInput {

  /** Maximum number of keys and slices to hold; when it is reached, all are emitted. */
  private static final int MOST_HELD = 10_000;

  private static final long MOST_MILLIS_HELD = 500;

  private final Map<KeyAndSlice, Totals> held = new HashMap<>();

  /** The key and slice of some totals. */
  record KeyAndSlice(String key, long slice) {}

  @Override
  public void open() throws Exception {
    super.open();
    // It ends with the task.
    var unused =
        getProcessingTimeService()
            .scheduleWithFixedDelay(time -> emit(), MOST_MILLIS_HELD, MOST_MILLIS_HELD);
  }

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
   * Does not forward the idle status. All subtasks have the same inputs and become idle together. A
   * subtask that becomes active again later than the others may still hold contributions that are
   * not late by its own watermark, so the watermark downstream must not pass it.
   */
  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // An idle subtask holds nothing back: it has already forwarded the last watermark.
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
          if (!totals.isNoChange()) {
            output.collect(
                new StreamRecord<>(new Contribution(where.key(), where.slice(), totals)));
          }
        });
    held.clear();
  }
}

package io.bidlake.funnel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.StatusWatermarkValve;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * A subtask and the channels that it reads, each in its own order. Flink's own valve makes its
 * watermark out of theirs; a channel that brought the barrier waits for the others.
 */
abstract class SimulatedSubtask<T> implements SimulatedActor, DataOutput<T> {

  /** Separates what is in a checkpoint from what is not. */
  enum Barrier {
    BARRIER
  }

  private final List<Queue<Object>> channels = new ArrayList<>();
  private final BitSet aligned = new BitSet();
  private final StatusWatermarkValve valve;

  SimulatedSubtask(int channelCount) {
    for (int i = 0; i < channelCount; i++) {
      channels.add(new ArrayDeque<>());
    }
    valve = new StatusWatermarkValve(channelCount);
  }

  /** Called when the barrier has come through all channels. */
  abstract void checkpoint() throws Exception;

  /** Sends a record, a watermark, a status or a barrier. */
  void send(int channel, Object element) {
    channels.get(channel).add(element);
  }

  @Override
  public boolean step(Random random) throws Exception {
    int first = random.nextInt(channels.size());
    for (int i = 0; i < channels.size(); i++) {
      int channel = (first + i) % channels.size();
      if (!aligned.get(channel) && !channels.get(channel).isEmpty()) {
        take(channels.get(channel).remove(), channel);
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("unchecked")
  private void take(Object element, int channel) throws Exception {
    if (element instanceof Watermark mark) {
      valve.inputWatermark(mark, channel, this);
    } else if (element instanceof WatermarkStatus status) {
      valve.inputWatermarkStatus(status, channel, this);
    } else if (element == Barrier.BARRIER) {
      aligned.set(channel);
      if (aligned.cardinality() == channels.size()) {
        aligned.clear();
        checkpoint();
      }
    } else {
      emitRecord(new StreamRecord<>((T) element));
    }
  }

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {}

  @Override
  public void emitRecordAttributes(RecordAttributes attributes) {}

  @Override
  public void emitWatermark(WatermarkEvent watermark) {}
}

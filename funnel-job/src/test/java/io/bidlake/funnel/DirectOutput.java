package io.bidlake.funnel;

import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/** Hands on what an operator emits at once, as within a chain: without copying it. */
abstract class DirectOutput<T> implements Output<StreamRecord<T>> {

  /** Something in the main output. */
  abstract void emit(T value) throws Exception;

  /** A watermark or a status of watermarks. */
  abstract void progress(Object watermarkOrStatus) throws Exception;

  /** Something in a side output. */
  void emitAside(Object value) throws Exception {
    throw new IllegalStateException("expected no side output, was " + value);
  }

  @Override
  public void collect(StreamRecord<T> element) {
    attempt(() -> emit(element.getValue()));
  }

  @Override
  public <X> void collect(OutputTag<X> tag, StreamRecord<X> element) {
    attempt(() -> emitAside(element.getValue()));
  }

  @Override
  public void emitWatermark(Watermark mark) {
    attempt(() -> progress(mark));
  }

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) {
    attempt(() -> progress(status));
  }

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {}

  @Override
  public void emitRecordAttributes(RecordAttributes attributes) {}

  @Override
  public void emitWatermark(WatermarkEvent watermark) {}

  @Override
  public void close() {}

  private interface Step {
    void take() throws Exception;
  }

  private static void attempt(Step step) {
    try {
      step.take();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

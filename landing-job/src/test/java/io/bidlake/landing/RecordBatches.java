package io.bidlake.landing;

import io.bidlake.landing.topics.TopicRecord;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.legacy.RichSourceFunction;

/**
 * A source that emits one batch of records after another, each once the one before is in two
 * completed checkpoints. Goes on where it was when it is restored.
 */
@SuppressWarnings("deprecation") // The one kind of source that can wait for checkpoints.
final class RecordBatches extends RichSourceFunction<TopicRecord>
    implements CheckpointedFunction, CheckpointListener {

  private static final long serialVersionUID = 1;
  private static final int ENOUGH = 2;

  /** Done between two batches, in the same JVM. */
  interface Between extends Serializable {
    void run();
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Sent(String topic, long offset, byte[] value) implements Serializable {}

  private final ArrayList<ArrayList<Sent>> batches = new ArrayList<>();
  private final ArrayList<Between> between = new ArrayList<>();

  private transient ListState<Integer> inState;
  private volatile boolean running = true;
  private final AtomicInteger completed = new AtomicInteger();
  private int emitted;

  RecordBatches then(TopicRecord... batch) {
    ArrayList<Sent> sent = new ArrayList<>();
    for (TopicRecord record : batch) {
      sent.add(new Sent(record.topic, record.offset, record.value));
    }
    batches.add(sent);
    between.add(() -> {});
    return this;
  }

  /** Does something once the batch before is committed. */
  RecordBatches andThen(Between action) {
    between.set(between.size() - 1, action);
    return this;
  }

  @Override
  public void run(SourceContext<TopicRecord> context) throws Exception {
    Object lock = context.getCheckpointLock();
    synchronized (lock) {
      while (running && emitted < batches.size()) {
        for (Sent sent : batches.get(emitted)) {
          context.collect(LandingRun.record(sent.topic, sent.offset, sent.value));
        }
        emitted++;
        completed.set(0);
        while (running && completed.get() < ENOUGH) {
          lock.wait(20);
        }
        if (running) {
          between.get(emitted - 1).run();
        }
      }
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    inState.update(List.of(emitted));
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    completed.incrementAndGet();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    inState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("emitted", Types.INT));
    for (int known : inState.get()) {
      emitted = known;
    }
  }

  @Override
  public void cancel() {
    running = false;
  }
}

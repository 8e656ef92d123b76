package io.bidlake.funnel;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * A topic that is read from where it was left to some place, and then has nothing more to be read,
 * without an end: FlinkSink takes no other.
 */
// The one kind of source that stays until it is stopped.
@SuppressWarnings("deprecation")
final class UnboundedTopic implements SourceFunction<FunnelEvent>, CheckpointedFunction {

  private static volatile List<List<FunnelEvent>> topics;
  private static volatile CountDownLatch unread;

  private final int topic;
  private final int end;

  private transient ListState<Integer> inState;
  private int position;
  private volatile boolean running = true;

  private UnboundedTopic(int topic, int end) {
    this.topic = topic;
    this.end = end;
  }

  /** Sets what the topics of the jobs to come hold. */
  static void hold(List<List<FunnelEvent>> events) {
    topics = events;
  }

  /** Begins a job, which reads so many percent of each topic; after all, event time is over. */
  static List<UnboundedTopic> read(int percent) {
    unread = new CountDownLatch(topics.size());
    return topics.stream()
        .map(events -> new UnboundedTopic(topics.indexOf(events), events.size() * percent / 100))
        .toList();
  }

  String name() {
    return "read-" + topic;
  }

  static void awaitAllRead() throws InterruptedException {
    unread.await();
  }

  @Override
  public void run(SourceContext<FunnelEvent> context) throws Exception {
    List<FunnelEvent> events = topics.get(topic);
    long newest = Long.MIN_VALUE + SimulatedPartition.OUT_OF_ORDERNESS;
    Object lock = context.getCheckpointLock();
    while (running && position < end) {
      synchronized (lock) {
        FunnelEvent event = events.get(position);
        context.collectWithTimestamp(event, event.time);
        newest = Math.max(newest, event.time);
        context.emitWatermark(new Watermark(newest - SimulatedPartition.OUT_OF_ORDERNESS - 1));
        position++;
      }
    }
    if (end == events.size()) {
      context.emitWatermark(Watermark.MAX_WATERMARK);
    }
    unread.countDown();
    while (running) {
      synchronized (lock) {
        lock.wait(10);
      }
    }
  }

  @Override
  public void cancel() {
    running = false;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    inState.update(List.of(position));
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    inState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("position", Types.INT));
    for (int known : inState.get()) {
      position = known;
    }
  }
}

package io.bidlake.funnel;

import io.bidlake.model.Topics;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.WindowShape;
import io.bidlake.tables.Tables;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * Measures what an open request takes of the heap: state, table entry and timer, besides the key.
 * Traffic is mixed as the generator's: 60 % of the requests are answered, 15 % of those are won, 2
 * % of those are clicked; all ids are UUIDs.
 */
final class StateSizeReport {

  private static final int REQUESTS = 500_000;

  /** A UUID: two numbers, a reference and the object's header. */
  private static final int KEY_BYTES = 32;

  private StateSizeReport() {}

  @SuppressWarnings("try")
  public static void main(String[] args) throws Exception {
    Duration lateness = Duration.ofHours(1);
    FunnelStages bounds = FunnelStages.of(Topics.FUNNEL, 5_000, 10_000, 60_000);
    var operator =
        new CorrelateFunnel(
            bounds,
            WindowShape.tumbling(Duration.ofHours(1), Duration.ofMillis(bounds.total()), lateness),
            lateness,
            TableRows.asDefined(Tables.LATE_EVENTS));
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(operator), FunnelEvent::key, EventId.TYPE)) {
      harness.open();
      long before = usedHeap();
      fill(harness);
      long perRequest = (usedHeap() - before) / REQUESTS;
      System.out.printf(
          "%,d open requests: %d bytes each, %d of them the key, %d besides%n",
          harness.numKeyedStateEntries(), perRequest, KEY_BYTES, perRequest - KEY_BYTES);
    }
  }

  private static void fill(KeyedOneInputStreamOperatorTestHarness<EventId, FunnelEvent, ?> harness)
      throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < REQUESTS; i++) {
      EventId request = id(random);
      FunnelEvent event = event(request, Stages.REQUEST, request, null, i);
      event.publisher = "pub-%03d".formatted(i % 200);
      event.accepted = true;
      add(harness, event);
      EventId parent = null;
      double[] chances = {1, 0.6, 0.15, 0.02};
      for (int stage = 1; stage < 4 && random.nextDouble() < chances[stage]; stage++) {
        EventId id = id(random);
        add(harness, event(request, stage, id, parent, i + stage));
        parent = id;
      }
    }
  }

  private static void add(
      KeyedOneInputStreamOperatorTestHarness<EventId, FunnelEvent, ?> harness, FunnelEvent event)
      throws Exception {
    harness.processElement(new StreamRecord<>(event, event.time));
    harness.getOutput().clear();
  }

  private static EventId id(SplittableRandom random) {
    return EventId.of(new UUID(random.nextLong(), random.nextLong()).toString());
  }

  private static FunnelEvent event(
      EventId request, int stage, EventId id, EventId parent, long time) {
    FunnelEvent event = new FunnelEvent();
    event.topic = (byte) stage;
    // As from the network: no object is shared between events.
    event.requestId = EventId.of(request.toString());
    event.id = id;
    event.parentId = stage == Stages.RESPONSE ? null : parent;
    event.time = 1_700_000_000_000L + time;
    event.offset = time;
    return event;
  }

  private static long usedHeap() {
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

package io.bidlake.funnel;

import io.bidlake.bench.pieces.GeneratedEvents;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.avro.EventDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.request.EventReader;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.WindowShape;
import io.bidlake.tables.LateEvent;
import io.bidlake.tables.Tables;
import io.bidlake.testing.InJvmRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The keyed operator of the funnel with state on the heap, without network; times are per event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(CorrelateEvents.EVENTS)
public class CorrelateEvents {

  static final int EVENTS = 60_000;

  private static final int REQUESTS = 40_000;
  private static final int EVENTS_PER_WATERMARK = 1_000;
  private static final long BEHIND_MILLIS = 5_000;
  private static final FunnelStages STAGES = FunnelStages.of(Topics.FUNNEL, 5_000, 10_000, 60_000);

  /** How long the state of a request is kept beyond its bounds, in seconds. */
  @Param({"3600", "0"})
  public long latenessSeconds;

  private final List<FunnelEvent> events = new ArrayList<>();
  private KeyedOneInputStreamOperatorTestHarness<EventId, FunnelEvent, Contribution> operator;

  @Setup
  public void readEvents() throws UndecodableRecordException {
    try (InJvmRegistry registry = new InJvmRegistry()) {
      Readers readers = new Readers(registry.settings());
      List<GeneratedEvents.Value> values =
          GeneratedEvents.of(REQUESTS, topic -> registry.add(topic.schema()));
      for (GeneratedEvents.Value value : values.subList(0, EVENTS)) {
        events.add(readers.read(value));
      }
    }
  }

  /** Decodes and reads events like the sources of the job. */
  private static final class Readers {

    private final Map<String, Reader<?>> byTopic = new HashMap<>();

    Readers(RegistrySettings registry) {
      Topics.FUNNEL.forEach(topic -> byTopic.put(topic.name(), reader(topic, registry)));
    }

    FunnelEvent read(GeneratedEvents.Value value) throws UndecodableRecordException {
      return byTopic.get(value.topic().name()).read(value.bytes());
    }

    private static <T extends SpecificRecord> Reader<?> reader(
        Topic<T> topic, RegistrySettings registry) {
      return topic.parent() == null
          ? new Reader<>(Topics.BID_REQUESTS, registry, new FunnelEvents.OfRequests())
          : new Reader<>(topic, registry, FunnelEvents.below(topic));
    }
  }

  private static final class Reader<T extends SpecificRecord> {

    private final Topic<T> topic;
    private final EventDecoder<T> decoder;
    private final EventReader<T, FunnelEvent> reader;

    Reader(Topic<T> topic, RegistrySettings registry, EventReader<T, FunnelEvent> reader) {
      this.topic = topic;
      this.decoder = new EventDecoder<>(topic, registry);
      this.reader = reader;
    }

    FunnelEvent read(byte[] value) throws UndecodableRecordException {
      T decoded = decoder.decode(value);
      FunnelEvent event = reader.read(decoded);
      event.identify(topic, decoded);
      return event;
    }
  }

  @Setup(Level.Invocation)
  public void openOperator() throws Exception {
    Duration lateness = Duration.ofSeconds(latenessSeconds);
    WindowShape hours =
        WindowShape.tumbling(Duration.ofHours(1), Duration.ofMillis(STAGES.total()), lateness);
    TableRows<LateEvent> lateEvents = TableRows.asDefined(Tables.LATE_EVENTS);
    operator =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new CorrelateFunnel(STAGES, hours, lateness, lateEvents)),
            FunnelEvent::key,
            EventId.TYPE);
    operator.open();
  }

  @TearDown(Level.Invocation)
  public void closeOperator() throws Exception {
    operator.close();
  }

  @Benchmark
  public int correlate() throws Exception {
    int inWatermark = 0;
    for (FunnelEvent event : events) {
      operator.processElement(new StreamRecord<>(event, event.time));
      if (++inWatermark == EVENTS_PER_WATERMARK) {
        operator.processWatermark(new Watermark(event.time - BEHIND_MILLIS));
        operator.getOutput().clear();
        inWatermark = 0;
      }
    }
    return operator.numEventTimeTimers();
  }
}

package io.bidlake.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlake.model.PossibleTimes;
import io.bidlake.runtime.request.ClickEvent;
import io.bidlake.testing.SampleEvents;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The JobManager keeps the last watermark that a source reported before it failed (FLINK-40505). A
 * source that has nothing to read after the restart must not hold back the others with it.
 */
@Timeout(120)
class AlignmentAfterRestartTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  private static final Duration IDLE_AFTER = Duration.ofSeconds(5);

  /** One event a second; the quiet topic's only event is as early as the first of the busy one. */
  private static final long EVENTS = 200;

  private static final EventTimeSettings SETTINGS =
      new EventTimeSettings(
          PossibleTimes.DEFAULTS,
          Duration.ZERO,
          IDLE_AFTER,
          IDLE_AFTER,
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Duration.ofHours(1));

  private static final AtomicInteger ONE_QUIET_EVENT = new AtomicInteger();
  private static final AtomicInteger BUSY_EVENTS = new AtomicInteger();
  private static final AtomicInteger FAILURES = new AtomicInteger();
  private static volatile int heldAt;

  @BeforeEach
  void reset() {
    ONE_QUIET_EVENT.set(1);
    BUSY_EVENTS.set(0);
    FAILURES.set(1);
  }

  @Test
  void aTopicWithNothingMoreToReadDoesNotHoldBackTheOthers() throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(
                    RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                    Duration.ofMillis(10)));
    env.setParallelism(1);
    env.enableCheckpointing(100);
    env.getConfig().enableObjectReuse();
    DataStream<ClickEvent> quiet = topic(env, "quiet", parallelism -> new OneEvent());
    DataStream<ClickEvent> busy = topic(env, "busy", RateLimiterStrategy.perSecond(100));
    busy.map(AlignmentAfterRestartTest::count)
        .returns(Types.LONG)
        .union(quiet.map(event -> event.time))
        .map(new FailOnce())
        .sinkTo(new DiscardingSink<>());

    JobClient job = env.executeAsync("alignment");
    try {
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> FAILURES.get() <= 0 && BUSY_EVENTS.get() >= EVENTS);
    } finally {
      job.cancel().get();
    }
    assertThat(heldAt).as("events until the failure: held back by the quiet topic").isLessThan(100);
  }

  private static DataStream<ClickEvent> topic(
      StreamExecutionEnvironment env, String name, RateLimiterStrategy limit) {
    DataGeneratorSource<ClickEvent> source =
        new DataGeneratorSource<>(
            AlignmentAfterRestartTest::event,
            Long.MAX_VALUE,
            limit,
            TypeInformation.of(ClickEvent.class));
    return env.fromSource(source, KafkaSources.watermarks(SETTINGS, IDLE_AFTER), name);
  }

  private static ClickEvent event(long second) {
    ClickEvent event = new ClickEvent();
    event.time = SampleEvents.TIME.plusSeconds(second).toEpochMilli();
    return event;
  }

  private static long count(ClickEvent event) {
    BUSY_EVENTS.incrementAndGet();
    return event.time;
  }

  /** Allows one event, however often the source starts. */
  private static final class OneEvent implements RateLimiter {
    @Override
    public CompletionStage<Void> acquire() {
      return ONE_QUIET_EVENT.getAndDecrement() > 0
          ? CompletableFuture.completedFuture(null)
          : new CompletableFuture<>();
    }
  }

  /** Fails after a checkpoint, when all sources have surely reported their watermarks. */
  private static final class FailOnce extends RichMapFunction<Long, Long>
      implements CheckpointListener {
    private transient long opened;

    @Override
    public void open(OpenContext context) {
      opened = System.nanoTime();
    }

    @Override
    public Long map(Long time) {
      return time;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      boolean reported = System.nanoTime() - opened > Duration.ofSeconds(1).toNanos();
      if (reported && FAILURES.getAndDecrement() > 0) {
        heldAt = BUSY_EVENTS.get();
        throw new IllegalStateException("fails once");
      }
    }
  }
}

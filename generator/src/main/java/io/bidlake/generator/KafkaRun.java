package io.bidlake.generator;

import io.bidlake.generator.RunSettings.AfterBackfill;
import io.bidlake.generator.encoding.Encoding;
import io.bidlake.generator.stream.Schedule;
import io.bidlake.generator.stream.Tally;
import io.bidlake.generator.stream.Timeline;
import io.bidlake.model.Topic;
import io.bidlake.producer.StopSignal;
import io.bidlake.producer.TopicSetup;
import io.bidlake.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run that sends to Kafka, from the check of the brokers to the summary. */
final class KafkaRun {

  private static final Logger LOG = LoggerFactory.getLogger("generator");
  private static final long TICK_MS = 250;

  private final GeneratorSettings settings;
  private final StopSignal stop;
  private final Tally tally;
  private final InstantSource clock = InstantSource.system();

  KafkaRun(GeneratorSettings settings, StopSignal stop) {
    this.settings = settings;
    this.stop = stop;
    this.tally = new Tally(settings.topics());
  }

  /** Runs and returns whether all sent messages were delivered. */
  boolean send() {
    List<String> created = new TopicSetup(settings.kafka()).createMissing(settings.topics());
    if (!created.isEmpty()) {
      LOG.info("created topics {}", created);
    }
    SchemaRegistry registry = new SchemaRegistry(settings.registry());
    Encoding encoding =
        Encoding.of(
            settings.kafka(),
            settings.topics(),
            topic ->
                registry.register(Topic.subject(settings.kafka().nameOf(topic)), topic.schema()));
    long seed = settings.run().seedOrRandom();
    Schedule schedule = settings.run().schedule(clock.instant());
    long requests = settings.run().requests(schedule);
    LOG.info(
        "sending to {}, {} requests/s; --seed {} --start {} gives the same events again",
        settings.kafka().bootstrapServers(),
        settings.run().requestsPerSecond(),
        seed,
        Instant.ofEpochMilli(schedule.timeOf(0)));
    KafkaOutput output = new KafkaOutput(settings.kafka());
    Timeline timeline = settings.timeline(seed, schedule, requests, encoding);
    long backfill = Math.min(requests, schedule.backfillRequests());
    Progress progress = new Progress(tally, output, backfill, LOG::info, System::nanoTime);
    ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    var unused =
        ticker.scheduleAtFixedRate(progress::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    long began = System.nanoTime();
    int notDue;
    try {
      notDue = new Run(timeline, pace(schedule), output, stop, tally).send();
      output.finish();
    } finally {
      ticker.shutdown();
    }
    return report(output, notDue, Duration.ofNanos(System.nanoTime() - began));
  }

  private Pace pace(Schedule schedule) {
    return settings.run().afterBackfill() == AfterBackfill.STOP
        ? Pace.fullSpeed(clock)
        : Pace.realTime(clock, stop::pause, schedule.backfillEnd());
  }

  private boolean report(KafkaOutput output, int notDue, Duration duration) {
    LOG.info("{}\n{}", Summary.speed(tally, duration), Summary.of(tally, settings.kafka()));
    if (stop.isRequested() && notDue > 0) {
      LOG.info("stopped; {} messages were not due yet and were not sent", notDue);
    }
    output
        .firstFailure()
        .ifPresent(
            failure ->
                LOG.error(
                    "lost {}; first error: {}", Summary.losses(output, settings.kafka()), failure));
    return output.firstFailure().isEmpty();
  }
}

package io.bidlake.funnel;

import io.bidlake.model.TableDefinition;
import io.bidlake.model.Tables;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.EventReader;
import io.bidlake.runtime.EventTimeSettings;
import io.bidlake.runtime.KafkaSettings;
import io.bidlake.runtime.KafkaSources;
import io.bidlake.runtime.RowLayout;
import io.bidlake.runtime.TableRows;
import io.bidlake.settings.Settings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads full topics from their beginning, by turns with our funnel and with Flink's interval joins,
 * and prints how fast each was. Takes the settings of the funnel job that say where the events are
 * and how they belong together, and {@code --rounds}, {@code --parallelism} and {@code
 * --state-backend}. Refuses to compare contenders whose tables differ.
 */
final class FunnelBenchmark {

  private static final long POLL_MILLIS = 10;
  private static final Duration SETTLED = Duration.ofSeconds(4);

  private final Input settings;
  private final int parallelism;
  private final String backend;
  private final PrintStream out;

  private FunnelBenchmark(Input settings, int parallelism, String backend, PrintStream out) {
    this.settings = settings;
    this.parallelism = parallelism;
    this.backend = backend;
    this.out = out;
  }

  /** Where the events are, and how they belong together. */
  private record Input(
      KafkaSettings kafka,
      RegistrySettings registry,
      EventTimeSettings eventTime,
      FunnelBounds bounds) {

    static Input read(Settings settings) {
      EventTimeSettings eventTime = EventTimeSettings.read(settings);
      return new Input(
          KafkaSettings.read(settings, FunnelJob.NAME),
          RegistrySettings.read(settings),
          new EventTimeSettings(
              eventTime.outOfOrderness(),
              // Shorter than rows are waited for at the end of the topics.
              SETTLED.minusSeconds(1),
              SETTLED.minusSeconds(1),
              eventTime.maxDrift(),
              eventTime.maxAhead(),
              eventTime.allowedLateness()),
          FunnelBounds.read(settings));
    }
  }

  /** A way to make the table of the funnel. */
  enum Contender {
    OURS("ours, corrects for 1 h"),
    OURS_WITHOUT_LATENESS("ours, no lateness"),
    INTERVAL_JOINS("interval joins, each event once"),
    BARE_INTERVAL_JOINS("interval joins, duplicates twice"),
    READING_ALONE("reading and decoding alone");

    private final String title;

    Contender(String title) {
      this.title = title;
    }
  }

  private record Run(Contender contender, double events, double seconds, double cpuSeconds) {

    double perSecond() {
      return events / seconds;
    }

    double perCpuSecond() {
      return events / cpuSeconds;
    }
  }

  public static void main(String[] args) throws Exception {
    Settings source = Settings.of(List.of(args), System.getenv());
    int rounds = (int) source.wholeNumber("rounds", 3, 1, 100, "Measured rounds");
    int parallelism = (int) source.wholeNumber("parallelism", 2, 1, 64, "Parallelism");
    String backend = source.text("state-backend", "hashmap", "hashmap or rocksdb");
    Input settings = Input.read(source);
    source.check();
    new FunnelBenchmark(settings, parallelism, backend, System.out).compare(rounds);
    System.exit(0);
  }

  private void compare(int rounds) throws Exception {
    List<Contender> order = new ArrayList<>(Arrays.asList(Contender.values()));
    long events = eventsInTopics();
    out.printf("%,d events, parallelism %d, %s state%n", events, parallelism, backend);
    List<Run> runs = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      Map<String, String> rows = null;
      for (Contender contender : order) {
        BenchmarkProbe.reset();
        Run run = run(contender, events);
        if (contender != Contender.READING_ALONE) {
          requireSame(rows, BenchmarkProbe.rows());
          rows = BenchmarkProbe.rows();
        }
        out.printf(
            "%s  %-34s %,9.0f events/s  %,9.0f events/CPU-s  %6.1f s, %,d rows%n",
            round == 0 ? "warm-up" : "round " + round,
            contender.title,
            run.perSecond(),
            run.perCpuSecond(),
            run.seconds(),
            BenchmarkProbe.rows().size());
        if (round > 0) {
          runs.add(run);
        }
      }
      order.add(order.remove(0));
    }
    printMedians(runs);
  }

  private static void requireSame(Map<String, String> expected, Map<String, String> actual) {
    if (expected != null && !expected.equals(actual)) {
      throw new IllegalStateException("the tables of the contenders must be equal, but differ");
    }
  }

  private void printMedians(List<Run> runs) {
    Map<Contender, List<Run>> by = runs.stream().collect(Collectors.groupingBy(Run::contender));
    double wall = median(by.get(Contender.INTERVAL_JOINS), Run::perSecond);
    double cpu = median(by.get(Contender.INTERVAL_JOINS), Run::perCpuSecond);
    out.printf(
        "%n| contender | events/s | ratio | events/CPU-s | ratio |%n|---|---|---|---|---|%n");
    for (Contender contender : Contender.values()) {
      double perSecond = median(by.get(contender), Run::perSecond);
      double perCpuSecond = median(by.get(contender), Run::perCpuSecond);
      out.printf(
          "| %s | %,.0f | %.2f | %,.0f | %.2f |%n",
          contender.title, perSecond, perSecond / wall, perCpuSecond, perCpuSecond / cpu);
    }
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> speed) {
    double[] speeds = runs.stream().mapToDouble(speed).sorted().toArray();
    return speeds[speeds.length / 2];
  }

  private Run run(Contender contender, long events) throws Exception {
    Path checkpoints = Files.createTempDirectory("funnel-benchmark");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink(checkpoints));
    if (contender == Contender.READING_ALONE) {
      allEvents(env).forEach(stream -> stream.sinkTo(new DiscardingSink<>()));
    } else {
      build(env, contender).map(BenchmarkProbe::keep).sinkTo(new DiscardingSink<>());
    }
    long cpuBefore = BenchmarkProbe.cpuNanos();
    JobClient job = env.executeAsync(contender.title);
    long begin = BenchmarkProbe.await(() -> BenchmarkProbe.events() > 0);
    long end = BenchmarkProbe.await(() -> BenchmarkProbe.events() >= events);
    double cpuSeconds = (BenchmarkProbe.cpuNanos() - cpuBefore) / 1e9;
    if (contender != Contender.READING_ALONE) {
      awaitRows();
    }
    job.cancel().get();
    return new Run(contender, events, (end - begin) / 1e9, cpuSeconds);
  }

  /** The last windows come when the topics are found to be idle. */
  private static void awaitRows() throws InterruptedException {
    long lastChange = System.nanoTime();
    int rows = -1;
    while (rows <= 0 || System.nanoTime() - lastChange < SETTLED.toNanos()) {
      if (rows != BenchmarkProbe.rows().size()) {
        rows = BenchmarkProbe.rows().size();
        lastChange = System.nanoTime();
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private DataStream<RowData> build(StreamExecutionEnvironment env, Contender contender) {
    return switch (contender) {
      case OURS -> ours(env, settings.eventTime().allowedLateness());
      case OURS_WITHOUT_LATENESS -> ours(env, Duration.ZERO);
      case INTERVAL_JOINS ->
          joins(env, events -> DropDuplicates.of(events, settings.bounds().total()));
      case BARE_INTERVAL_JOINS -> joins(env, events -> events);
      case READING_ALONE -> throw new IllegalArgumentException("has no table");
    };
  }

  private DataStream<RowData> ours(StreamExecutionEnvironment env, Duration lateness) {
    List<DataStream<FunnelEvent>> events = allEvents(env);
    return new FunnelTopology(settings.bounds(), lateness, FunnelBenchmark::asDefined)
        .connect(events.get(0), events.get(1), events.get(2), events.get(3))
        .hourlyFunnelChanges();
  }

  private DataStream<RowData> joins(
      StreamExecutionEnvironment env, UnaryOperator<DataStream<FunnelEvent>> prepare) {
    List<DataStream<FunnelEvent>> events = allEvents(env).stream().map(prepare).toList();
    return new IntervalJoinFunnel(settings.bounds())
        .connect(
            events.get(0),
            events.get(1),
            events.get(2),
            events.get(3),
            asDefined(Tables.HOURLY_FUNNEL_BY_PUBLISHER));
  }

  private List<DataStream<FunnelEvent>> allEvents(StreamExecutionEnvironment env) {
    return List.of(
        events(env, Topics.BID_REQUESTS, new FunnelEvents.OfRequests()),
        events(env, Topics.BID_RESPONSES, FunnelEvents::ofResponse),
        events(env, Topics.IMPRESSIONS, FunnelEvents::ofImpression),
        events(env, Topics.CLICKS, FunnelEvents::ofClick));
  }

  private <T extends SpecificRecord> DataStream<FunnelEvent> events(
      StreamExecutionEnvironment env, Topic<T> topic, EventReader<T, FunnelEvent> reader) {
    KafkaSettings kafka =
        new KafkaSettings(
            settings.kafka().bootstrapServers(),
            "funnel-benchmark-" + UUID.randomUUID(),
            KafkaSettings.StartFrom.EARLIEST,
            settings.kafka().topicNames(),
            settings.kafka().clientProperties());
    return new KafkaSources(env, kafka)
        .events(topic, settings.registry(), settings.eventTime(), FunnelEvent.TYPE, reader)
        .map(BenchmarkProbe::count)
        .returns(FunnelEvent.TYPE);
  }

  private static TableRows asDefined(TableDefinition table) {
    return new TableRows(table, RowLayout.of(table, table.schema()));
  }

  private Configuration flink(Path checkpoints) {
    return new Configuration()
        .set(PipelineOptions.OBJECT_REUSE, true)
        .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
        .set(StateBackendOptions.STATE_BACKEND, backend)
        .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString())
        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
  }

  private long eventsInTopics() throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", settings.kafka().bootstrapServers()))) {
      List<String> topics = Topics.ALL.stream().map(settings.kafka()::nameOf).toList();
      Map<TopicPartition, OffsetSpec> ends =
          admin.describeTopics(topics).allTopicNames().get().values().stream()
              .flatMap(
                  topic ->
                      topic.partitions().stream()
                          .map(
                              partition -> new TopicPartition(topic.name(), partition.partition())))
              .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    }
  }
}

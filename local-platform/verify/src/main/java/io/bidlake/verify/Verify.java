package io.bidlake.verify;

import com.google.common.util.concurrent.Uninterruptibles;
import io.bidlake.model.TopicFormat;
import io.bidlake.settings.Settings;
import io.bidlake.verify.base.Program;
import io.bidlake.verify.compare.ComparedRows;
import io.bidlake.verify.compare.Reconciliation;
import io.bidlake.verify.enrichment.Enrichments;
import io.bidlake.verify.job.WatchedJob;
import io.bidlake.verify.kafka.KafkaLogin;
import io.bidlake.verify.kafka.KafkaScan;
import io.bidlake.verify.kafka.Offsets;
import io.bidlake.verify.kafka.RecordId;
import io.bidlake.verify.kafka.RegistrySchemas;
import io.bidlake.verify.kafka.TopicSpan;
import io.bidlake.verify.lake.PinnedLake;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.report.Report;
import io.bidlake.verify.report.Report.Difference;
import io.bidlake.verify.report.ReportJson;
import io.bidlake.verify.report.ReportText;
import io.bidlake.verify.report.WindowsResult;
import io.bidlake.verify.rows.EventSource;
import io.bidlake.verify.truth.Known;
import io.bidlake.verify.truth.WindowTable;
import io.bidlake.verify.windows.PublishedRows;
import io.bidlake.verify.windows.WindowReconciliation;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares the events in Kafka with the tables, and names the differences. The exit code is 0 if
 * they agree, 1 if they differ, and 2 if the comparison is not possible.
 */
public final class Verify {

  private static final int DIFFERS = 1;

  private static final Program PROGRAM =
      new Program(
          "Compares Kafka with the lake. Exit code 0: equal, 1: not, 2: cannot tell.%n".formatted(),
          "cannot verify",
          2,
          "give Java more (-Xmx)");

  private final VerifySettings settings;
  private final Scope scope;
  private final PrintStream progress;

  private Verify(VerifySettings settings, Scope scope, PrintStream progress) {
    this.settings = settings;
    this.scope = scope;
    this.progress = progress;
  }

  public static void main(String[] args) {
    int exitCode = run(List.of(args), System.getenv(), System.out, System.err);
    // Clients may leave threads running.
    System.exit(exitCode);
  }

  /** Verifies all topics and tables of Bidlake, and returns the exit code. */
  public static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
    return run(args, environment, out, err, Scope.ALL);
  }

  /** Verifies the topics and tables of a scope, and returns the exit code. */
  public static int run(
      List<String> args,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      Scope scope) {
    Settings source = Settings.of(args, environment);
    VerifySettings settings = VerifySettings.read(source, scope);
    return PROGRAM.run(args, source, out, err, () -> new Verify(settings, scope, err).verify(out));
  }

  private int verify(PrintStream out) {
    Report report =
        new WaitForSilence(
                Duration.ofMillis(settings.windows().silence()),
                progress::println,
                Uninterruptibles::sleepUninterruptibly)
            .of(() -> settings.kafka().ask(this::report));
    out.println(
        settings.format() == VerifySettings.Format.JSON
            ? new ReportJson().of(report)
            : new ReportText(report).toString());
    return report.passed() ? 0 : DIFFERS;
  }

  private Report report() {
    long start = System.nanoTime();
    Enrichments enrichments = settings.enrichments().open();
    RegistrySchemas schemas = new RegistrySchemas(settings.registry());
    EventSource source = new EventSource(schemas, settings.kafka().kafka(), settings.feed());
    if (scope.topics().stream()
        .anyMatch(topic -> source.kafka().formatOf(topic) == TopicFormat.AVRO)) {
      schemas.checkReachable();
    }
    KafkaLogin login = settings.kafka();
    try (Offsets offsets = Offsets.connect(login, scope.topics(), login.consumer());
        VerifyLanding landing = beginLanding()) {
      Map<TopicPartition, Long> mark = offsets.ends();
      List<String> remarks = new ArrayList<>();
      settings.jobs().forEach(job -> remarks.add(awaitCommit(job, mark)));
      landing.awaitCommit(progress);
      PinnedLake lake =
          PinnedLake.of(
              landing.catalog(),
              settings.catalog().namespace(),
              scope.tables(),
              settings.windowsNamespace(),
              WindowTable.creators());
      landing.pin();
      remarks.addAll(landing.remarks());
      Optional<PublishedRows> published = published(lake, schemas);
      Optional<Instant> since = settings.since();
      List<TopicSpan> spans = offsets.spans(mark, offsets.ends(), since);
      long records = spans.stream().mapToLong(TopicSpan::records).sum();
      progress.printf("comparing %,d Kafka records with %s%n", records, lake.size());
      var sentAgain = sentAgain();
      KafkaScan kafka = new KafkaScan(settings.kafka(), spans, settings.timeout(), sentAgain);
      try (var windows =
          new WindowReconciliation(
              settings.windows(),
              settings.times(),
              enrichments.rates(),
              lake,
              published,
              Known.of(since, spans))) {
        windows.expect(spans);
        var outcome =
            new Reconciliation(
                    scope,
                    kafka,
                    source,
                    settings.times(),
                    enrichments,
                    lake,
                    windows,
                    new ComparedRows(since, landing::writesLettersOf))
                .run();
        WindowsResult windowsResult = windows.compare();
        remarks.addAll(windows.remarks());
        var landed = landing.compare(lake, schemas, sentAgain, progress::println);
        List<String> problems = new ArrayList<>(lake.problems());
        problems.addAll(landing.problems());
        published.ifPresent(rows -> problems.addAll(rows.problems()));
        List<Difference> differences = new ArrayList<>(outcome.differences());
        differences.addAll(landed.differences());
        return new Report(
            outcome.topics(),
            outcome.tables(),
            windowsResult,
            landed.tables(),
            problems,
            differences,
            remarks,
            (System.nanoTime() - start) / 1e9,
            since.orElse(null));
      }
    }
  }

  private VerifyLanding beginLanding() {
    Set<String> own =
        scope.topics().stream()
            .map(topic -> settings.kafka().kafka().nameOf(topic))
            .collect(Collectors.toSet());
    return VerifyLanding.begin(settings, own, settings.catalog().connect());
  }

  /** Reads what the live auction job writes to Kafka, if its tables are verified. */
  private Optional<PublishedRows> published(PinnedLake lake, RegistrySchemas schemas) {
    if (!lake.has(WindowTable.SERVING.layout())
        || !settings.windowsNamespace().equals(settings.catalog().namespace())) {
      return Optional.empty();
    }
    return settings
        .spend()
        .map(topic -> fromKafka(consumer -> PublishedRows.read(topic, consumer, schemas)));
  }

  private <T> T fromKafka(Function<Consumer<byte[], byte[]>, T> read) {
    try (Consumer<byte[], byte[]> consumer = settings.kafka().consumer()) {
      return read.apply(consumer);
    }
  }

  /**
   * Returns a function from a record to its parts that were redriven. It is read after the tables
   * are pinned: letters that are redriven later are not in the tables, and remain dead letters.
   */
  private Function<ConsumerRecord<?, ?>, Set<String>> sentAgain() {
    Map<RecordId, Set<String>> parts = new HashMap<>();
    fromKafka(consumer -> settings.sentAgain().records(consumer, id -> true))
        .forEach(id -> parts.computeIfAbsent(id.whole(), first -> new HashSet<>()).add(id.part()));
    return found ->
        parts.getOrDefault(
            new RecordId(
                found.topic(),
                found.partition(),
                found.offset(),
                settings.times().receiptOrEarliest(found.timestamp()).toEpochMilli()),
            Set.of());
  }

  private String awaitCommit(WatchedJob job, Map<TopicPartition, Long> mark) {
    KafkaLogin login = settings.kafka().inGroup(job.group());
    try (Offsets committed = Offsets.connect(login, job.topics(), login.consumer())) {
      return settings.await(job.label(), job.name(), () -> committed.behind(mark), progress);
    }
  }
}

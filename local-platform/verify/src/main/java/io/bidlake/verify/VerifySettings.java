package io.bidlake.verify;

import com.google.common.util.concurrent.Uninterruptibles;
import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.PossibleTimes;
import io.bidlake.model.SpendTopic;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.settings.Settings;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.enrichment.Enrichments;
import io.bidlake.verify.job.AwaitCommit;
import io.bidlake.verify.job.FlinkJob;
import io.bidlake.verify.job.WatchedJob;
import io.bidlake.verify.kafka.KafkaLogin;
import io.bidlake.verify.kafka.Offsets.Backlog;
import io.bidlake.verify.kafka.SentAgain;
import io.bidlake.verify.lake.CatalogLogin;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.rows.EventSource;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of the reconciliation.
 *
 * @param kafka the access to the topics with the events
 * @param sentAgain the access to the notes of redriven dead letters
 * @param feed settings for data that JSON and notices do not contain
 * @param registry the access to the schema registry
 * @param catalog the access to the catalog of the tables
 * @param windowsNamespace the namespace of the windowed tables
 * @param flinkUrl Flink's REST API
 * @param jobs the jobs that fill the tables
 * @param timeout how long to wait for each job, and for a server that does not answer
 * @param enrichments the enrichments of the ingest job
 * @param times the limits of times in the lake
 * @param windows the rules by which the jobs count
 * @param landing the settings of the landing tables
 * @param spend the topic of the running totals of {@code serving_by_minute}; empty for none
 * @param since only what Kafka received at this time or later; empty for everything
 * @param format the format of the report
 */
public record VerifySettings(
    KafkaLogin kafka,
    SentAgain sentAgain,
    Feed feed,
    RegistrySettings registry,
    CatalogLogin catalog,
    String windowsNamespace,
    String flinkUrl,
    List<WatchedJob> jobs,
    Duration timeout,
    Enrichments.Given enrichments,
    TimeLimits times,
    WindowRules windows,
    LandingSettings landing,
    Optional<String> spend,
    Optional<Instant> since,
    Format format) {

  private static final String INGEST = "bidlake-ingest";

  /** The format of the report. */
  public enum Format {
    /** Tables, for users. */
    TEXT,
    /** One JSON object, for programs. */
    JSON
  }

  public static VerifySettings read(Settings settings, Scope scope) {
    // Read before Kafka's other settings, where it would count as a setting of the client.
    String group = settings.text("kafka.group-id", INGEST, "Consumer group of the ingest job");
    SentAgain sentAgain = SentAgain.read(settings);
    KafkaLogin kafka = new KafkaLogin(KafkaSettings.read(settings), group);
    CatalogLogin catalog = CatalogLogin.read(settings);
    return new VerifySettings(
        kafka,
        sentAgain,
        EventSource.feed(settings),
        RegistrySettings.read(settings),
        catalog,
        settings.text(
            "windows.namespace",
            catalog.namespace(),
            "Iceberg namespace of the tables of windows and of late_events"),
        withoutSlash(settings.text("flink.url", "http://localhost:8081", "Flink's REST API")),
        jobs(settings, group, scope),
        settings.duration(
            "timeout", Duration.ofMinutes(2), "How long to wait for each job to catch up"),
        Enrichments.Given.read(settings),
        new TimeLimits(PossibleTimes.read(settings)),
        WindowRules.read(settings),
        LandingSettings.read(settings),
        SpendTopic.read(settings, kafka.kafka()),
        since(settings, Instant.now()),
        settings.choice("format", Format.TEXT, "text, or json for programs"));
  }

  private static Optional<Instant> since(Settings settings, Instant now) {
    Optional<Instant> since =
        settings.optionalTime(
            "since",
            now,
            "Only what Kafka received at this time (UTC) or later; 2h: two hours ago");
    since
        .filter(now::isBefore)
        .ifPresent(time -> settings.reject("since must not be in the future, was " + time));
    return since;
  }

  private static List<WatchedJob> jobs(Settings settings, String group, Scope scope) {
    WatchedJob ingest =
        new WatchedJob(
            "the ingest job",
            settings.text("ingest.job-name", INGEST, "Name of the ingest job in Flink"),
            group,
            scope.topics());
    List<WatchedJob> jobs = new ArrayList<>(List.of(ingest));
    WindowTable.jobs().forEach(kind -> jobs.add(job(settings, kind)));
    return jobs;
  }

  private static WatchedJob job(Settings settings, String kind) {
    String label = "the %s job".formatted(kind);
    String name =
        settings.text(kind + ".job-name", "bidlake-" + kind, "Name of " + label + " in Flink");
    String group = settings.text(kind + ".group-id", name, "Consumer group of " + label);
    return new WatchedJob(label, name, group, WindowTable.topicsOf(kind));
  }

  private static String withoutSlash(String url) {
    return url.replaceAll("/+$", "");
  }

  /** Waits until a job has committed the records below the mark, and returns a remark. */
  String await(String label, String jobName, Supplier<Backlog> behind, PrintStream progress) {
    FlinkJob flink = new FlinkJob(flinkUrl, jobName);
    return new AwaitCommit(
            label,
            behind,
            flink::view,
            flink::heldDays,
            timeout,
            progress::println,
            InstantSource.system(),
            Uninterruptibles::sleepUninterruptibly)
        .await();
  }
}

package io.bidlake.verify;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import io.bidlake.verify.kafka.KafkaLogin;
import io.bidlake.verify.kafka.RegistryLogin;
import io.bidlake.verify.kafka.WatchedJob;
import io.bidlake.verify.lake.CatalogLogin;
import io.bidlake.verify.windows.WindowRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the reconciliation needs to know.
 *
 * @param kafka where the events are
 * @param registry where their schemas are
 * @param catalog where the tables are
 * @param flinkUrl Flink's REST API
 * @param jobs the jobs that fill the tables
 * @param timeout how long to wait for each job, and for a server that falls silent
 * @param currencyRates file of currency rates, if the jobs use others than Bidlake's
 * @param windows the bounds by which the jobs count
 * @param format how the report is written
 */
public record VerifySettings(
    KafkaLogin kafka,
    RegistryLogin registry,
    CatalogLogin catalog,
    String flinkUrl,
    List<WatchedJob> jobs,
    Duration timeout,
    Optional<Path> currencyRates,
    WindowRules windows,
    Format format) {

  private static final String INGEST = "bidlake-ingest";

  /** How the report is written. */
  public enum Format {
    /** Tables, for people. */
    TEXT,
    /** One JSON object, for programs. */
    JSON
  }

  public static VerifySettings read(Settings settings) {
    KafkaLogin kafka = kafka(settings);
    return new VerifySettings(
        kafka,
        registry(settings),
        CatalogLogin.read(settings),
        withoutSlash(settings.text("flink.url", "http://localhost:8081", "Flink's REST API")),
        jobs(settings, kafka.group()),
        settings.duration(
            "timeout", Duration.ofMinutes(2), "How long to wait for each job to catch up"),
        settings
            .optionalText("currency-rates", "CSV file currency,usd; default: Bidlake's own rates")
            .map(Path::of),
        WindowRules.read(settings),
        settings.choice("format", Format.TEXT, "text, or json for programs"));
  }

  private static KafkaLogin kafka(Settings settings) {
    String servers =
        settings.text(
            "kafka.bootstrap-servers", "localhost:29092", "Kafka brokers, host:port list");
    String group = settings.text("kafka.group-id", INGEST, "Consumer group of the ingest job");
    Map<String, String> names = new HashMap<>();
    for (Topic<?> topic : Topics.ALL) {
      String description = "Topic of " + topic.name();
      names.put(topic.name(), settings.text("topic." + topic.name(), topic.name(), description));
    }
    Map<String, String> client =
        settings.family(
            "kafka", "Any setting of the Kafka client, such as kafka.security.protocol");
    return new KafkaLogin(servers, group, Map.copyOf(names), client);
  }

  private static List<WatchedJob> jobs(Settings settings, String group) {
    WatchedJob ingest =
        new WatchedJob(
            "the ingest job",
            settings.text("ingest.job-name", INGEST, "Name of the ingest job in Flink"),
            group,
            Topics.ALL);
    return List.of(
        ingest,
        job(settings, "aggregation", List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS)),
        job(settings, "funnel", Topics.ALL));
  }

  private static WatchedJob job(Settings settings, String kind, List<Topic<?>> topics) {
    String label = "the %s job".formatted(kind);
    String name =
        settings.text(kind + ".job-name", "bidlake-" + kind, "Name of " + label + " in Flink");
    String group = settings.text(kind + ".group-id", name, "Consumer group of " + label);
    return new WatchedJob(label, name, group, topics);
  }

  private static RegistryLogin registry(Settings settings) {
    return new RegistryLogin(
        withoutSlash(
            settings.text(
                "schema-registry.url",
                "http://localhost:8082/apis/ccompat/v7",
                "Schema registry, base URL of Confluent's REST API")),
        settings.text("schema-registry.user", "", "User of the registry's basic authentication"),
        settings.text("schema-registry.password", "", "Password of the registry's user"),
        settings.text(
            "schema-registry.trust-store", "", "Trust store file, for a private certificate"),
        settings.text("schema-registry.trust-store-password", "", "Password of the trust store"));
  }

  private static String withoutSlash(String url) {
    return url.replaceAll("/+$", "");
  }
}

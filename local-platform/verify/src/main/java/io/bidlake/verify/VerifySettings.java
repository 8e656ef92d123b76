package io.bidlake.verify;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import io.bidlake.verify.kafka.KafkaLogin;
import io.bidlake.verify.kafka.RegistryLogin;
import io.bidlake.verify.lake.CatalogLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the reconciliation needs to know.
 *
 * @param kafka where the events are
 * @param registry where their schemas are
 * @param catalog where the tables are
 * @param flinkUrl Flink's REST API
 * @param jobName name of the ingest job in Flink
 * @param timeout how long to wait for the ingest job, and for a server that falls silent
 * @param currencyRates file of currency rates, if floors in other currencies are to be compared
 * @param format how the report is written
 */
public record VerifySettings(
    KafkaLogin kafka,
    RegistryLogin registry,
    CatalogLogin catalog,
    String flinkUrl,
    String jobName,
    Duration timeout,
    Optional<Path> currencyRates,
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
    return new VerifySettings(
        kafka(settings),
        registry(settings),
        CatalogLogin.read(settings),
        withoutSlash(settings.text("flink.url", "http://localhost:8081", "Flink's REST API")),
        settings.text("ingest.job-name", INGEST, "Name of the ingest job in Flink"),
        settings.duration(
            "timeout", Duration.ofMinutes(2), "How long to wait for the ingest job to catch up"),
        settings
            .optionalText("currency-rates", "CSV file currency,usd; without, only USD is compared")
            .map(Path::of),
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

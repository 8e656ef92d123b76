package io.bidlake.landing;

import io.bidlake.domain.reference.Reference;
import io.bidlake.domain.reference.ReferenceFiles;
import io.bidlake.landing.rules.RulesFormat;
import io.bidlake.landing.table.Limits;
import io.bidlake.landing.table.TablesLocation;
import io.bidlake.model.PossibleTimes;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.kafka.KafkaSourceSettings;
import io.bidlake.runtime.kafka.KafkaSourceSettings.GoneRecords;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Settings of the landing job.
 *
 * @param kafka Kafka source
 * @param catalog catalog of the tables
 * @param topics which topics to read
 * @param rows how their records become rows
 */
public record LandingSettings(
    KafkaSourceSettings kafka, CatalogSettings catalog, Pattern topics, RowSettings rows) {

  public static LandingSettings read(Settings settings) {
    KafkaSourceSettings kafka =
        KafkaSourceSettings.read(settings, LandingJob.NAME, GoneRecords.SKIP);
    RegistrySettings registry = RegistrySettings.read(settings);
    CatalogSettings catalog = CatalogSettings.read(settings);
    String namespace =
        settings.text(
            "landing.namespace", "landing", "Iceberg namespace of the tables of the landing job");
    if (namespace.equals(catalog.namespace())) {
      settings.reject("landing.namespace must be another than lake.namespace, was " + namespace);
    }
    String hashKey =
        settings
            .optionalText(
                "landing.hash-key", "Secret key with which rules hash fields (HMAC-SHA-256)")
            .orElse("");
    return new LandingSettings(
        kafka,
        catalog,
        topics(settings),
        new RowSettings(
            registry,
            new TablesLocation(catalog.properties(), namespace, Limits.read(settings)),
            Reference.of(
                settings,
                "landing.rules",
                "Path or URI of the file with the rules of topics (YAML)",
                new RulesFormat(hashKey)),
            PossibleTimes.read(settings)));
  }

  /** Returns these settings with reference files that are read in another way. */
  LandingSettings on(ReferenceFiles files) {
    return new LandingSettings(
        kafka,
        catalog,
        topics,
        new RowSettings(rows.registry(), rows.tables(), rows.rules().on(files), rows.possible()));
  }

  private static Pattern topics(Settings settings) {
    String key = "landing.topics";
    String text =
        settings.text(
            key,
            "events\\..*",
            "Regular expression: which topics the landing job reads; it must match the whole name");
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      settings.reject(
          "%s must be a regular expression, was '%s': %s".formatted(key, text, e.getDescription()));
      return Pattern.compile("");
    }
  }
}

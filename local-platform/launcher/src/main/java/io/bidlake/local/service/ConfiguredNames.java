package io.bidlake.local.service;

import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import java.util.List;

/**
 * The topic names and the namespace from the environment, which the generator, the jobs and the
 * launcher share.
 */
public final class ConfiguredNames {
  private ConfiguredNames() {}

  static List<String> of(List<Topic<?>> topics) {
    KafkaSettings kafka = KafkaSettings.read(settings());
    return topics.stream().<String>map(kafka::nameOf).toList();
  }

  /** The namespace of the tables. */
  public static String namespace() {
    return settings().text("lake.namespace", Tables.NAMESPACE, "Iceberg namespace of the tables");
  }

  private static Settings settings() {
    return Settings.of(List.of(), System.getenv());
  }
}

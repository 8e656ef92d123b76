package io.bidlake.local.service;

import io.bidlake.model.Topic;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import java.util.List;

/** Topics and namespace as the environment names them, for the generator, the jobs and us alike. */
public final class ConfiguredNames {
  private ConfiguredNames() {}

  static List<String> of(List<Topic<?>> topics) {
    Settings settings = settings();
    return topics.stream()
        .map(topic -> settings.text("topic." + topic.name(), topic.name(), "Name of the topic"))
        .toList();
  }

  /** The namespace of the tables. */
  public static String namespace() {
    return settings().text("lake.namespace", Tables.NAMESPACE, "Iceberg namespace of the tables");
  }

  private static Settings settings() {
    return Settings.of(List.of(), System.getenv());
  }
}

package io.bidlake.deploy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Flink's configuration, as its files in deploy/flink are joined. */
final class FlinkConfiguration {
  static final List<String> OF_EVERY_CLUSTER = List.of("deploy/flink/config.yaml");
  static final List<String> CONTAINERS =
      List.of(
          "deploy/flink/config.yaml", "deploy/flink/session.yaml", "deploy/flink/containers.yaml");
  static final List<String> LOCAL =
      List.of(
          "deploy/flink/config.yaml",
          "deploy/flink/session.yaml",
          "local-platform/launcher/src/main/resources/flink-config.yaml");

  private FlinkConfiguration() {}

  static Map<String, String> containers() {
    return joined(CONTAINERS);
  }

  /**
   * The settings in some files.
   *
   * @throws IllegalStateException if a key is in two of them, or not written in full
   */
  static Map<String, String> joined(List<String> files) {
    Map<String, String> settings = new TreeMap<>();
    for (String file : files) {
      for (var setting : Project.yaml(file).properties()) {
        if (setting.getValue().isContainerNode()
            || settings.put(setting.getKey(), setting.getValue().asText()) != null) {
          throw new IllegalStateException(
              file + ": " + setting.getKey() + " must be a full key, and in one file");
        }
      }
    }
    return settings;
  }
}

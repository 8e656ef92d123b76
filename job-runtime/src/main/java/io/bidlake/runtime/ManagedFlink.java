package io.bidlake.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads settings on Amazon Managed Service for Apache Flink. There a job gets no arguments,
 * environment variables or files, only runtime properties: groups of keys and values in a file of
 * the service.
 */
final class ManagedFlink {

  /** Name of the group of runtime properties that holds a job's settings. */
  static final String GROUP = "bidlake";

  private static final Path FILE = Path.of("/etc/flink/application_properties.json");

  private ManagedFlink() {}

  /**
   * Returns the job's settings from the runtime properties; empty if the job does not run on the
   * service.
   */
  static Map<String, String> properties() {
    return properties(FILE);
  }

  static Map<String, String> properties(Path file) {
    Map<String, String> properties = new TreeMap<>();
    if (Files.exists(file)) {
      for (JsonNode group : groups(file)) {
        if (group.path("PropertyGroupId").asText().equals(GROUP)) {
          group
              .path("PropertyMap")
              .properties()
              .forEach(property -> properties.put(property.getKey(), property.getValue().asText()));
        }
      }
    }
    return properties;
  }

  private static JsonNode groups(Path file) {
    try {
      return new JsonMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the runtime properties in " + file, e);
    }
  }
}

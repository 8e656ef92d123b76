package io.bidlake.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The shaded jar of a job; its path is in the system property {@code shaded.jar}.
 *
 * @param mainClass main class in the manifest
 * @param entries names of all entries
 */
public record ShadedJar(String mainClass, List<String> entries) {

  /** Name prefixes of classes that the cluster provides, or that only tests need. */
  private static final List<String> OUT_OF_PLACE =
      List.of(
          "org/slf4j/",
          "org/apache/logging/",
          "org/apache/hadoop/",
          "org/apache/iceberg/",
          "org/apache/flink/runtime/",
          "org/apache/flink/streaming/api/",
          "org/apache/flink/table/data/",
          "org/junit/",
          "io/bidlake/testing/");

  public static ShadedJar open() throws IOException {
    try (JarFile jar = new JarFile(Path.of(System.getProperty("shaded.jar")).toFile())) {
      Manifest manifest = jar.getManifest();
      return new ShadedJar(
          manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS),
          jar.stream().map(entry -> entry.getName()).toList());
    }
  }

  /**
   * Returns entries that must not be in the jar: the cluster provides them, or no job needs them.
   */
  public List<String> outOfPlace() {
    return entries.stream()
        .filter(entry -> OUT_OF_PLACE.stream().anyMatch(entry::startsWith))
        .toList();
  }
}

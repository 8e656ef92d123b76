package io.bidlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What is in the jar that goes to {@code flink run}. */
class ShadedJarIT {

  private static final Path JAR = Path.of(System.getProperty("shaded.jar"));

  @Test
  void namesItsMainClass() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo(IngestJob.class.getName());
    }
  }

  @Test
  void holdsTheJobAndItsConnector() throws IOException {
    assertThat(entries())
        .contains(
            "io/bidlake/ingest/IngestJob.class",
            "io/bidlake/model/BidRequest.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class");
  }

  @Test
  void holdsNothingThatTheClusterBrings() throws IOException {
    assertThat(entries())
        .noneMatch(entry -> entry.startsWith("org/slf4j/"))
        .noneMatch(entry -> entry.startsWith("org/apache/logging/"))
        .noneMatch(entry -> entry.startsWith("org/apache/hadoop/"))
        .noneMatch(entry -> entry.startsWith("org/apache/iceberg/"))
        .noneMatch(entry -> entry.startsWith("org/apache/flink/runtime/"))
        .noneMatch(entry -> entry.startsWith("org/apache/flink/streaming/api/"))
        .noneMatch(entry -> entry.startsWith("org/apache/flink/table/data/"))
        .noneMatch(entry -> entry.startsWith("org/junit/"))
        .noneMatch(entry -> entry.startsWith("io/bidlake/testing/"));
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(entry -> entry.getName()).toList();
    }
  }
}

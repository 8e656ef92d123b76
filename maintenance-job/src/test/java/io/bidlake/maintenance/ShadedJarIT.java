package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.ShadedJar;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is in the jar that goes to {@code flink run}. */
class ShadedJarIT {

  @Test
  void namesItsMainClass() throws IOException {
    assertThat(ShadedJar.open().mainClass()).isEqualTo(MaintenanceJob.class.getName());
  }

  @Test
  void holdsTheJobAndWhatItNeeds() throws IOException {
    assertThat(ShadedJar.open().entries())
        .contains(
            "io/bidlake/maintenance/MaintenanceJob.class",
            "io/bidlake/tables/Tables.class",
            "com/fasterxml/jackson/databind/JsonNode.class");
  }

  @Test
  void holdsNoConnectorToKafka() throws IOException {
    assertThat(ShadedJar.open().entries())
        .noneMatch(entry -> entry.startsWith("org/apache/kafka/"));
  }

  @Test
  void holdsNothingThatTheClusterBrings() throws IOException {
    assertThat(ShadedJar.open().outOfPlace()).isEmpty();
  }
}

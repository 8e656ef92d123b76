package io.bidlake.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.ShadedJar;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is in the jar that goes to {@code flink run}. */
class ShadedJarIT {

  @Test
  void namesItsMainClass() throws IOException {
    assertThat(ShadedJar.open().mainClass()).isEqualTo(LandingJob.class.getName());
  }

  @Test
  void holdsTheJobAndItsConnector() throws IOException {
    assertThat(ShadedJar.open().entries())
        .contains(
            "io/bidlake/landing/LandingJob.class",
            "com/fasterxml/jackson/dataformat/yaml/YAMLMapper.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class");
  }

  @Test
  void holdsNothingThatTheClusterBrings() throws IOException {
    assertThat(ShadedJar.open().outOfPlace()).isEmpty();
  }
}

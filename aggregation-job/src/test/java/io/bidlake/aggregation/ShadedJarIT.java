package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.ShadedJar;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is in the jar that goes to {@code flink run}. */
class ShadedJarIT {

  @Test
  void namesItsMainClass() throws IOException {
    assertThat(ShadedJar.open().mainClass()).isEqualTo(AggregationJob.class.getName());
  }

  @Test
  void holdsTheJobAndItsConnector() throws IOException {
    assertThat(ShadedJar.open().entries())
        .contains(
            "io/bidlake/aggregation/AggregationJob.class",
            "io/bidlake/model/BidRequest.class",
            "io/bidlake/runtime/window/EmitWindows.class",
            "io/bidlake/domain/currency-rates.csv",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class");
  }

  @Test
  void holdsNothingThatTheClusterBrings() throws IOException {
    assertThat(ShadedJar.open().outOfPlace()).isEmpty();
  }
}

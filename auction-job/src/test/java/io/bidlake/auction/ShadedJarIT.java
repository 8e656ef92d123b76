package io.bidlake.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.ShadedJar;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is in the jar that goes to {@code flink run}. */
class ShadedJarIT {

  @Test
  void namesItsMainClass() throws IOException {
    assertThat(ShadedJar.open().mainClass()).isEqualTo(AuctionJob.class.getName());
  }

  @Test
  void holdsTheJobAndItsConnector() throws IOException {
    assertThat(ShadedJar.open().entries())
        .contains(
            "io/bidlake/auction/AuctionJob.class",
            "io/bidlake/model/BidRequest.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class");
  }

  @Test
  void holdsNothingThatTheClusterBrings() throws IOException {
    assertThat(ShadedJar.open().outOfPlace()).isEmpty();
  }
}

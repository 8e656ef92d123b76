package io.bidlake.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SparkIngestSettingsTest {

  private static final List<String> NEEDED =
      List.of(
          "--kafka.bootstrap-servers", "kafka:9092",
          "--schema-registry.url", "http://registry/apis",
          "--work-folder", "work");

  @Test
  void readsEverythingByDefault() {
    SparkIngestSettings settings = read();

    assertThat(settings.workload()).isEqualTo(SparkIngestSettings.Workload.EVENTS);
    assertThat(settings.parallelism()).isEqualTo(2);
    assertThat(settings.commitInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.maxOffsetsPerTrigger()).isEmpty();
    assertThat(settings.nameOf(Topics.CLICKS)).isEqualTo("clicks");
    assertThat(settings.namespace()).isEqualTo("db");
  }

  @Test
  void takesWhatTheHarnessSays() {
    SparkIngestSettings settings =
        read(
            "--workload", "notices",
            "--max-offsets-per-trigger", "500000",
            "--topic.clicks", "clicks-2",
            "--catalog.uri", "http://catalog",
            "--catalog.s3.endpoint", "http://s3");

    assertThat(settings.workload()).isEqualTo(SparkIngestSettings.Workload.NOTICES);
    assertThat(settings.maxOffsetsPerTrigger()).contains(500_000L);
    assertThat(settings.nameOf(Topics.CLICKS)).isEqualTo("clicks-2");
    assertThat(settings.catalog())
        .isEqualTo(Map.of("uri", "http://catalog", "s3.endpoint", "http://s3"));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> read("--max-offset-per-trigger", "1"))
        .hasMessageContaining("max-offsets-per-trigger");
  }

  private static SparkIngestSettings read(String... more) {
    List<String> args = new ArrayList<>(NEEDED);
    args.addAll(List.of(more));
    return SparkIngestSettings.read(args, Map.of());
  }
}

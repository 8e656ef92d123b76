package io.bidlake.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.kafka.KafkaSourceSettings.GoneRecords;
import io.bidlake.runtime.kafka.KafkaSourceSettings.StartFrom;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.junit.jupiter.api.Test;

class KafkaSourceSettingsTest {

  @Test
  void givesKafkasClientWhatIsNotOurs() {
    Settings source =
        Settings.of(
            List.of(
                "--kafka.bootstrap-servers", "broker:9092",
                "--kafka.group-id", "mine",
                "--kafka.start-from", "earliest",
                "--kafka.start-time", "2026-02-03T00:00:00Z",
                "--kafka.new-partitions-within", "1m",
                "--kafka.gone-records", "skip",
                "--kafka.security.protocol", "SSL"),
            Map.of());

    KafkaSourceSettings settings = KafkaSourceSettings.read(source, "usual");
    source.check();

    assertThat(settings.groupId()).isEqualTo("mine");
    assertThat(settings.startFrom()).isEqualTo(StartFrom.EARLIEST);
    assertThat(settings.startTime()).contains(Instant.parse("2026-02-03T00:00:00Z"));
    assertThat(settings.newPartitionsWithin()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.goneRecords()).isEqualTo(GoneRecords.SKIP);
    assertThat(settings.kafka().bootstrapServers()).isEqualTo("broker:9092");
    assertThat(settings.kafka().clientProperties())
        .containsOnly(Map.entry("security.protocol", "SSL"));
  }

  @Test
  void readsInAGroupOfTheJobsName() {
    assertThat(groupIdOf(new Configuration())).isEqualTo("usual");
    assertThat(groupIdOf(new Configuration().set(PipelineOptions.NAME, "replay")))
        .isEqualTo("replay");
  }

  /** In a job that {@code flink run} submits with a configuration. */
  private static String groupIdOf(Configuration flink) {
    StreamContextEnvironment.setAsContext(
        new DefaultExecutorServiceLoader(),
        flink,
        KafkaSourceSettingsTest.class.getClassLoader(),
        true,
        true);
    try {
      return KafkaSourceSettings.read(Settings.of(List.of(), Map.of()), "usual").groupId();
    } finally {
      StreamContextEnvironment.unsetAsContext();
    }
  }
}

package io.bidlake.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.kafka.KafkaSourceSettings.GoneRecords;
import io.bidlake.runtime.kafka.KafkaSourceSettings.StartFrom;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
                "--kafka.new-partitions-within", "1m",
                "--kafka.gone-records", "skip",
                "--kafka.security.protocol", "SSL"),
            Map.of());

    KafkaSourceSettings settings = KafkaSourceSettings.read(source, "usual");
    source.check();

    assertThat(settings.groupId()).isEqualTo("mine");
    assertThat(settings.startFrom()).isEqualTo(StartFrom.EARLIEST);
    assertThat(settings.newPartitionsWithin()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.goneRecords()).isEqualTo(GoneRecords.SKIP);
    assertThat(settings.kafka().bootstrapServers()).isEqualTo("broker:9092");
    assertThat(settings.kafka().clientProperties())
        .containsOnly(Map.entry("security.protocol", "SSL"));
  }
}

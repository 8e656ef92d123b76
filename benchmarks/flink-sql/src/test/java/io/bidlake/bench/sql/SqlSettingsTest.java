package io.bidlake.bench.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;

class SqlSettingsTest {

  @Test
  void writesTheCatalogsPropertiesAsFlinkNamesThem() {
    assertThat(read("--catalog.type", "rest", "--catalog.uri", "http://lake").values())
        .containsEntry("catalog", "'catalog-type' = 'rest',\n  'uri' = 'http://lake'");
  }

  @Test
  void keepsAQuoteWithinItsLiteral() {
    assertThat(read("--topic.clicks", "it's", "--lake.namespace", "a`b").values())
        .containsEntry("topic.clicks", "it''s")
        .containsEntry("lake.namespace", "a``b");
  }

  @Test
  void copiesRowsBetweenOperatorsUnlessToldNotTo() {
    assertThat(read().flink().get(PipelineOptions.OBJECT_REUSE)).isFalse();
    assertThat(read("--object-reuse", "true").flink().get(PipelineOptions.OBJECT_REUSE)).isTrue();
  }

  @Test
  void tellsFlinkHowToRunTheJob() {
    Configuration flink =
        read("--parallelism", "3", "--commit-interval", "7s", "--work-folder", "work").flink();

    assertThat(flink.get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(3);
    assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo(Path.of("work").toAbsolutePath().toUri().toString());
    assertThat(flink.get(PipelineOptions.NAME)).isEqualTo("bench-flink-sql");
  }

  private static SqlSettings read(String... args) {
    Settings settings = Settings.of(List.of(args), Map.of());
    SqlSettings read = SqlSettings.read("bench-flink-sql", settings);
    settings.check();
    return read;
  }
}

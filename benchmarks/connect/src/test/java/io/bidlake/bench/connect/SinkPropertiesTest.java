package io.bidlake.bench.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.runtime.ConnectorConfig;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.junit.jupiter.api.Test;

class SinkPropertiesTest {

  private final Map<String, String> sink =
      SinkProperties.of(
          Contender.settings(
              "--lake.namespace", "bench",
              "--topic.impressions", "impressions.1",
              "--parallelism", "3",
              "--commit-interval", "5s"));

  @Test
  void routesEachTopicToItsTable() {
    assertThat(sink)
        .containsEntry("topics", "impressions.1,clicks,notices")
        .containsEntry("iceberg.tables", "bench.impressions,bench.clicks,bench.notices");
    String impressions = sink.get("iceberg.table.bench.impressions.route-regex");
    assertThat("impressions.1").matches(impressions);
    assertThat("impressions-1").doesNotMatch(impressions);
    assertThat("clicks").matches(sink.get("iceberg.table.bench.clicks.route-regex"));
  }

  @Test
  void hasAsManyTasksAndCommitsAsOftenAsAsked() {
    assertThat(sink)
        .containsEntry("tasks.max", "3")
        .containsEntry("iceberg.control.commit.interval-ms", "5000");
  }

  @Test
  void handsTheCatalogToIceberg() {
    assertThat(sink)
        .containsEntry("iceberg.catalog.type", "rest")
        .containsEntry("iceberg.catalog.uri", "http://catalog");
  }

  @Test
  void namesTheGroupToConnectAndToTheSinkAlike() {
    assertThat(sink.get("consumer.override.group.id"))
        .isEqualTo(sink.get("iceberg.connect.group-id"))
        .isEqualTo("bench-connect");
  }

  @Test
  void isAcceptedByConnectWithThePluginsThatTheWorkerFinds() {
    Plugins plugins = new Plugins(WorkerProperties.of(Contender.settings()));

    SinkConnectorConfig config = new SinkConnectorConfig(plugins, sink);

    assertThat(config.getClass(ConnectorConfig.VALUE_CONVERTER_CLASS_CONFIG).getSimpleName())
        .isEqualTo("AvroConverter");
    assertThat(config.getInt(ConnectorConfig.TASKS_MAX_CONFIG)).isEqualTo(3);
  }
}

package io.bidlake.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.Topics;
import io.bidlake.runtime.kafka.KafkaSourceSettings;
import io.bidlake.runtime.kafka.KafkaSources;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcebergSinksTest {

  @TempDir Path warehouse;
  private final Configuration flink =
      new Configuration().set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
  private Lake lake;

  @BeforeEach
  void openLake() {
    lake =
        new Lake(new CatalogSettings("db", Map.of("type", "hadoop", "warehouse", "" + warehouse)));
  }

  @Test
  void writesAnUnboundedSource() {
    DataStream<RowData> rows = fromKafka();

    new IcebergSinks(lake).append(rows, Tables.CLICKS);

    assertThat(rows.getExecutionEnvironment().getExecutionPlan())
        .contains("\"write-clicks\"", "\"commit-clicks\"", "\"clicks: Writer\"")
        .doesNotContain("Iceberg");
  }

  @Test
  void namesEachOperatorAfterItsTable() {
    DataStream<RowData> rows = fromKafka();
    lake.open(Tables.HOURLY_IMPRESSIONS_BY_GEO);

    new IcebergSinks(lake).append(rows, Tables.CLICKS);
    new IcebergSinks(lake).apply(rows, Tables.HOURLY_IMPRESSIONS_BY_GEO);

    assertThat(uids(rows.getExecutionEnvironment()))
        .contains("write-clicks-writer", "write-clicks-committer")
        .contains(
            "write-hourly-impressions-by-geo-writer", "write-hourly-impressions-by-geo-committer");
  }

  @Test
  void refusesABoundedSourceOfChangesToo() {
    DataStream<RowData> rows = rows(environment().fromSequence(1, 10));

    assertThatThrownBy(() -> new IcebergSinks(lake).apply(rows, Tables.HOURLY_IMPRESSIONS_BY_GEO))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("hourly_impressions_by_geo must be written from an unbounded source");
  }

  @Test
  void refusesABoundedSource() {
    DataStream<RowData> rows = rows(environment().fromSequence(1, 10));

    assertThatThrownBy(() -> new IcebergSinks(lake).append(rows, Tables.CLICKS))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("clicks must be written from an unbounded source")
        .hasMessageContaining("'Sequence Source' is bounded");
  }

  @Test
  void refusesUnalignedCheckpoints() {
    flink.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    DataStream<RowData> rows = fromKafka();

    assertThatThrownBy(() -> new IcebergSinks(lake).append(rows, Tables.CLICKS))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("execution.checkpointing.unaligned.enabled must be false");
  }

  private static List<String> uids(StreamExecutionEnvironment env) {
    return env.getStreamGraph().getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .filter(Objects::nonNull)
        .toList();
  }

  private DataStream<RowData> fromKafka() {
    KafkaSourceSettings kafka = KafkaSourceSettings.read(Settings.of(List.of(), Map.of()), "test");
    return rows(new KafkaSources(environment(), kafka).records(Topics.CLICKS));
  }

  private StreamExecutionEnvironment environment() {
    return StreamExecutionEnvironment.getExecutionEnvironment(flink);
  }

  private DataStream<RowData> rows(DataStream<?> input) {
    return input
        .map(any -> (RowData) new GenericRowData(9))
        .returns(lake.rows(Tables.CLICKS).typeInformation());
  }
}

package io.bidlake.bench.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.bench.sql.IngestSql.RequestFormat;
import io.bidlake.bench.sql.SqlProgram.Scripts;
import io.bidlake.model.Topics;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.settings.Settings;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans the scripts against the tables as Bidlake defines them. */
class PlannedScriptsTest {

  @TempDir Path warehouse;

  @BeforeEach
  void createTables() throws IOException {
    Map<String, String> catalog = Map.of("type", "hadoop", "warehouse", warehouse.toString());
    try (Lake lake = new Lake(new CatalogSettings("db", catalog))) {
      for (TableDefinition<?> table : Tables.ALL) {
        lake.open(table);
      }
    }
  }

  @Test
  void readsEachTopicOnceForAllFiveTables() {
    assertThat(plan(IngestSql.Workload.EVENTS.scripts(RequestFormat.AVRO)))
        .contains("[lake.db.bid_requests]")
        .contains("[lake.db.bid_requests_enriched]")
        .contains("[lake.db.bid_responses]")
        .contains("[lake.db.impressions]")
        .contains("[lake.db.clicks]")
        .containsOnlyOnce("kafka_bid_requests, ")
        .containsOnlyOnce("kafka_bid_responses, ");
  }

  @Test
  void knowsTheNamesOfAllTopics() {
    List<String> arguments = new ArrayList<>();
    Topics.ALL.forEach(topic -> arguments.addAll(List.of("--topic." + topic.name(), "other")));
    Settings settings = Settings.of(arguments, Map.of());
    SqlSettings unused = SqlSettings.read(SqlProgram.NAME, settings);

    settings.check();
  }

  @Test
  void readsRequestsInJsonOnceForTheSameTables() {
    assertThat(plan(IngestSql.Workload.EVENTS.scripts(RequestFormat.OPENRTB_JSON)))
        .contains("[lake.db.bid_requests]")
        .contains("[lake.db.bid_requests_enriched]")
        .containsOnlyOnce("kafka_json_requests, ");
  }

  @Test
  void leavesRequestsAndResponsesOutOfTheNotices() {
    assertThat(plan(IngestSql.Workload.NOTICES.scripts(RequestFormat.AVRO)))
        .contains("[lake.db.impressions]", "[lake.db.clicks]")
        .doesNotContain("bid_re");
  }

  @Test
  void joinsTheFunnelByIntervalsOfEventTime() {
    assertThat(plan(FunnelSql.SCRIPTS))
        .contains("[lake.db.hourly_funnel_by_publisher]")
        .contains("IntervalJoin(")
        .contains("isRowTime=true, leftLowerBound=-5000")
        .contains("isRowTime=true, leftLowerBound=-10000")
        .contains("isRowTime=true, leftLowerBound=-60000");
  }

  /** How Flink runs it. */
  private String plan(Scripts scripts) {
    Settings settings =
        Settings.of(
            List.of("--catalog.type", "hadoop", "--catalog.warehouse", warehouse.toString()),
            Map.of());
    String explained =
        SqlProgram.statements(SqlSettings.read(SqlProgram.NAME, settings), scripts).explain();
    return explained.substring(explained.indexOf("== Optimized Execution Plan =="));
  }
}

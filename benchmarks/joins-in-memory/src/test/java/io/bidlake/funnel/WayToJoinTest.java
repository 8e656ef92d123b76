package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WayToJoinTest {

  private static final int TASKS = 2;
  private static final int TURNS = 200;
  private static final int MORE_THAN_ROWS = 1_000;

  @ParameterizedTest
  @EnumSource
  void countsTheWholeFunnel(WayToJoin way) throws Exception {
    Map<String, Long> sums = new HashMap<>();
    for (RowData row : way.rows(env(way), made()).executeAndCollect(MORE_THAN_ROWS)) {
      sums.merge("rows", 1L, Long::sum);
      sums.merge("requests", row.getLong(2), Long::sum);
      sums.merge("responses", row.getLong(3), Long::sum);
      sums.merge("impressions", row.getLong(4), Long::sum);
      sums.merge("clicks", row.getLong(5), Long::sum);
    }
    assertThat(sums)
        .containsOnly(
            Map.entry("rows", 200L),
            Map.entry("requests", 200L * TURNS),
            Map.entry("responses", 124L * TURNS),
            Map.entry("impressions", 19L * (TURNS - 5)),
            // The rest click what was shown before the beginning.
            Map.entry("clicks", TURNS - 105L));
  }

  private static MadeEvents made() {
    return new MadeEvents((long) MadeEvents.TURN * TURNS, TASKS);
  }

  private static StreamExecutionEnvironment env(WayToJoin way) {
    return StreamExecutionEnvironment.createLocalEnvironment(
        TASKS, new Configuration().set(PipelineOptions.OBJECT_REUSE, way.reusesObjects()));
  }
}

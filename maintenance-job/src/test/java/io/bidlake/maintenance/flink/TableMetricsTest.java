package io.bidlake.maintenance.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.testing.Foreign;
import io.bidlake.maintenance.testing.TestTable;
import java.nio.file.Path;
import java.util.Set;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableMetricsTest {

  @TempDir Path warehouse;

  private final MetricGroup group =
      UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup();
  private final TableMetrics metrics = new TableMetrics(group);

  @Test
  void showsATableAsLongAsItIsThere() {
    Table table = new TestTable(warehouse, Foreign.TABLE).table();
    metrics.checked("landing.a", table, 0, 0);
    metrics.checked("landing.b", table, 0, 0);
    AbstractMetricGroup<?> a = of("landing.a");
    AbstractMetricGroup<?> b = of("landing.b");

    metrics.retain(Set.of("landing.b"));

    assertThat(a.isClosed()).isTrue();
    assertThat(b.isClosed()).isFalse();
    metrics.checked("landing.a", table, 0, 0);
    assertThat(of("landing.a").isClosed()).isFalse();
  }

  private AbstractMetricGroup<?> of(String table) {
    return (AbstractMetricGroup<?>) group.addGroup("table", table);
  }
}

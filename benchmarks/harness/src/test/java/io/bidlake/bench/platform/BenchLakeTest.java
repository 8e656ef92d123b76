package io.bidlake.bench.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.bench.measure.Progress;
import io.bidlake.tables.Tables;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.junit.jupiter.api.Test;

class BenchLakeTest {

  private final InMemoryCatalog catalog = new InMemoryCatalog();

  /** A contender that creates its tables does so with the first events, and has none for others. */
  @Test
  void countsNoRowsOfTablesThatNobodyHasCreated() {
    catalog.initialize("test", Map.of());
    try (BenchLake lake =
        new BenchLake(catalog, "run_1", List.of(Tables.IMPRESSIONS, Tables.CLICKS))) {
      assertThat(lake.rows()).isEqualTo(Map.of("impressions", 0L, "clicks", 0L));

      catalog.createNamespace(Namespace.of("run_1"));
      catalog.createTable(TableIdentifier.of("run_1", "impressions"), Tables.IMPRESSIONS.schema());

      assertThat(lake.rows()).isEqualTo(Map.of("impressions", 0L, "clicks", 0L));
      assertThat(lake.files()).isZero();
      assertThat(lake.bytes()).isZero();
      assertThat(lake.progress()).extracting(Progress::total).containsExactly(0L, 0L);
      lake.drop();
      assertThat(catalog.listTables(Namespace.of("run_1"))).isEmpty();
    }
  }
}

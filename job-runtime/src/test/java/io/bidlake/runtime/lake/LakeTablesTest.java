package io.bidlake.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.settings.Settings;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTablesTest {

  @TempDir Path warehouse;
  private LakeTables tables;

  @BeforeEach
  void open() throws IOException, ClassNotFoundException {
    create("db", Tables.CLICKS);
    create("landing", Tables.IMPRESSIONS);
    create("landing", Tables.CLICKS);
    create("a.b", Tables.CLICKS);
    // As a task gets it.
    tables = InstantiationUtil.clone(lake("db").tables());
    tables.open();
  }

  @AfterEach
  void close() throws IOException {
    tables.close();
  }

  @Test
  void loadsTablesOfAnyNamespace() throws IOException {
    assertThat(tables.load("clicks").name()).endsWith("db.clicks");
    assertThat(tables.load("landing.clicks").name()).endsWith("landing.clicks");
    assertThat(tables.load("a.b.clicks").name()).endsWith("a.b.clicks");
    try (Lake lake = lake("db")) {
      assertThat(lake.find("landing.impressions")).isPresent();
      assertThat(lake.find("landing.bid_requests")).isEmpty();
    }
  }

  @Test
  void saysWhichTableDoesNotExist() {
    assertThat(tables.find("landing.bid_requests")).isEmpty();
    assertThat(tables.find("nowhere.clicks")).isEmpty();
    assertThatThrownBy(() -> tables.load("landing.bid_requests"))
        .isInstanceOf(NoSuchTableException.class)
        .hasMessageContaining("landing.bid_requests");
  }

  @Test
  void listsTheTablesOfANamespaceByTheNamesThatItLoads() throws IOException {
    assertThat(tables.in("landing")).containsExactly("landing.clicks", "landing.impressions");
    assertThat(tables.in("a.b")).containsExactly("a.b.clicks");
    assertThat(tables.in("db")).containsExactly("clicks");
    try (Lake lake = lake("db")) {
      assertThat(lake.tablesIn("landing")).isEqualTo(tables.in("landing"));
    }
  }

  @Test
  void listsNothingOfANamespaceThatDoesNotExist() {
    assertThat(tables.in("nowhere")).isEmpty();
    assertThat(tables.in("not.here")).isEmpty();
  }

  @Test
  void refusesATableOfAFormatThatKeepsTheLineageOfRows() {
    Table table = tables.load("landing.clicks");
    table.updateProperties().set("format-version", "3").commit();

    assertThatThrownBy(() -> tables.load("landing.clicks"))
        .isInstanceOf(IncompatibleTableException.class)
        .hasMessageContaining("its format version must be 2, was 3");
  }

  private void create(String namespace, TableDefinition<?> definition) throws IOException {
    try (Lake lake = lake(namespace)) {
      lake.open(definition);
    }
  }

  private Lake lake(String namespace) {
    return new Lake(
        CatalogSettings.read(
            Settings.of(
                List.of(
                    "--catalog.type",
                    "hadoop",
                    "--catalog.warehouse",
                    "" + warehouse,
                    "--lake.namespace",
                    namespace),
                Map.of())));
  }
}

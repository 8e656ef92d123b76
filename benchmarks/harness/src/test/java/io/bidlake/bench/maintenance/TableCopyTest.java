package io.bidlake.bench.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCopyTest {

  private static final TableIdentifier COPY = TableIdentifier.of("run_1", "clicks");

  @TempDir private Path folder;

  @Test
  void beginsAsTheOriginalWithAPlaceOfItsOwn() {
    try (JdbcCatalog catalog = LocalTable.catalog(folder)) {
      Table original = LocalTable.of(catalog, 3);
      try (TableCopy copy = TableCopy.in(LocalTable.catalog(folder), COPY, original)) {
        assertThat(copy.table().currentSnapshot()).isEqualTo(original.currentSnapshot());
        assertThat(copy.table().location()).isEqualTo(original.location() + "-run_1");
      }
    }
  }

  @Test
  void leavesTheOriginalAsItWasHoweverOftenItIsCommittedTo() {
    try (JdbcCatalog catalog = LocalTable.catalog(folder)) {
      Table original = LocalTable.of(catalog, 4);
      original
          .updateProperties()
          .set("write.metadata.delete-after-commit.enabled", "true")
          .set("write.metadata.previous-versions-max", "1")
          .commit();
      Snapshot before = original.currentSnapshot();
      try (TableCopy copy = TableCopy.in(LocalTable.catalog(folder), COPY, original)) {
        LocalTable.merge(copy.table(), 0, 2);
        LocalTable.merge(copy.table(), 2, 4);
      }

      Table reloaded = catalog.loadTable(TableIdentifier.of("source", "clicks"));
      assertThat(reloaded.currentSnapshot()).isEqualTo(before);
      assertThat(reloaded.currentSnapshot().allManifests(reloaded.io())).hasSize(4);
    }
  }

  @Test
  void goesWithAllThatWasAddedToIt() {
    try (JdbcCatalog catalog = LocalTable.catalog(folder)) {
      Table original = LocalTable.of(catalog, 2);
      Path place;
      try (TableCopy copy = TableCopy.in(LocalTable.catalog(folder), COPY, original)) {
        LocalTable.merge(copy.table(), 0, 2);
        place = Path.of(copy.table().location());
        assertThat(place).isNotEmptyDirectory();
      }

      assertThat(place).doesNotExist();
      assertThat(catalog.listTables(Namespace.of("run_1"))).isEmpty();
    }
  }
}

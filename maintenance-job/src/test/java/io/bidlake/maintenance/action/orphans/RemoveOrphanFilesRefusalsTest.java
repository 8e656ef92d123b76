package io.bidlake.maintenance.action.orphans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.action.Ages;
import io.bidlake.maintenance.action.FilePath;
import io.bidlake.maintenance.action.TableAction.Run;
import io.bidlake.maintenance.action.orphans.RemoveOrphanFiles.OrphanSettings;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where it is not certain whose the files are, none is removed. */
class RemoveOrphanFilesRefusalsTest {

  @TempDir Path warehouse;
  private final RemoveOrphanFiles action =
      new RemoveOrphanFiles(new OrphanSettings(Duration.ofDays(3)), Ages.in(Duration.ofDays(30)));
  private Table table;
  private OrphanFolder folder;
  private Path orphan;

  @BeforeEach
  void createTable() {
    TestTable hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    hours.append(List.of(Hours.row(0, "USA", 1)));
    table = hours.table();
    folder = new OrphanFolder(table);
    orphan = folder.orphan("data/00000-0-*-00001.parquet");
  }

  @AfterEach
  void removedNothing() {
    assertThat(orphan).exists();
  }

  @Test
  void refusesATableInWhoseFolderAnotherOneLives() {
    TestTable nested = new TestTable(Path.of(FilePath.of(table.location())), Tables.CLICKS);
    nested.append(List.of());
    assertThat(nested.table().location()).contains(FilePath.of(table.location()));

    refuses("must have its location for itself", "is the metadata of another table");
  }

  @Test
  void refusesATableWhoseMetadataFolderAnotherOneShares() throws IOException {
    TestTable other = new TestTable(warehouse, Tables.CLICKS);
    other.append(List.of());
    Path metadata = new OrphanFolder(other.table()).write("metadata/00001-any.metadata.json", "");
    Files.writeString(metadata, TableMetadataParser.toJson(metadataOf(other.table())));
    Path shared = Path.of(FilePath.of(table.location())).resolve("metadata/00001-x.metadata.json");
    Files.copy(metadata, shared);

    refuses("must have its location for itself", "00001-x.metadata.json");
  }

  @Test
  void refusesWhereAnUnknownMetadataFileCannotBeRead() {
    folder.write("metadata/00001-x.metadata.json", "{");

    refuses("cannot be read to tell whose it is", "00001-x.metadata.json");
  }

  @Test
  void refusesATableThatItsCatalogKnowsAnOldVersionOf() {
    folder.write("metadata/v40.metadata.json", TableMetadataParser.toJson(metadataOf(table)));

    refuses("the catalog must know the latest version", "v40.metadata.json");
  }

  @Test
  void refusesATableOfTwoFormats() {
    folder.write("_delta_log/00000000000000000000.json", "{}");

    refuses("a table of another format is there too");
  }

  @Test
  void refusesATableWhoseFilesBelongToOthersToo() {
    table.updateProperties().set("gc.enabled", "false").commit();

    refuses("gc.enabled", "must be true");
  }

  @Test
  void refusesAStorageThatCannotListFiles() {
    InMemoryCatalog catalog = new InMemoryCatalog();
    catalog.initialize("memory", Map.of());
    catalog.createNamespace(Namespace.of("db"));
    table = catalog.createTable(TableIdentifier.of("db", "t"), Tables.CLICKS.schema());

    refuses("can only be found where its FileIO lists files", "InMemoryFileIO");
  }

  @Test
  void refusesTheRootOfAStorage() {
    assertThatThrownBy(() -> TableFolders.of(new LocatedTable(table, "s3://bucket/")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("must be a folder, was 's3://bucket/'");
  }

  @Test
  void failsWhereAManifestOfTheTableIsMissing() throws IOException {
    String manifest = table.currentSnapshot().allManifests(table.io()).get(0).path();
    Files.delete(Path.of(FilePath.of(manifest)));

    assertThatThrownBy(() -> action.run(table, Run.REAL))
        .hasMessageContaining(FilePath.name(manifest));
  }

  private void refuses(String... why) {
    assertThatThrownBy(() -> action.run(table, Run.REAL))
        .isInstanceOf(ValidationException.class)
        .hasMessageContainingAll(why);
    assertThatThrownBy(() -> action.run(table, Run.DRY)).isInstanceOf(ValidationException.class);
  }

  private static TableMetadata metadataOf(Table table) {
    return ((BaseTable) table).operations().current();
  }

  /** A table that is elsewhere. */
  private static final class LocatedTable extends BaseTable {

    private static final long serialVersionUID = 1;
    private final String location;

    private LocatedTable(Table table, String location) {
      super(((BaseTable) table).operations(), table.name());
      this.location = location;
    }

    @Override
    public String location() {
      return location;
    }
  }
}

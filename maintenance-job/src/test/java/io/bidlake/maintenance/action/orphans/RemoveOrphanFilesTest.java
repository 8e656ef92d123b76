package io.bidlake.maintenance.action.orphans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.bidlake.maintenance.action.Ages;
import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.FilePath;
import io.bidlake.maintenance.action.TableAction.Run;
import io.bidlake.maintenance.action.orphans.RemoveOrphanFiles.OrphanSettings;
import io.bidlake.maintenance.action.snapshots.ExpireSettings;
import io.bidlake.maintenance.action.snapshots.ExpireSnapshots;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.GenericStatisticsFile;
import org.apache.iceberg.ImmutableGenericPartitionStatisticsFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveOrphanFilesTest {

  private static final OrphanSettings THREE_DAYS = new OrphanSettings(Duration.ofDays(3));

  @TempDir Path warehouse;
  // To this one, every file of the table is a month old.
  private final RemoveOrphanFiles action =
      new RemoveOrphanFiles(THREE_DAYS, Ages.in(Duration.ofDays(30)));
  private TestTable hours;
  private Table table;
  private OrphanFolder folder;

  @BeforeEach
  void createTable() {
    hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    table = hours.table();
    folder = new OrphanFolder(table);
  }

  @Test
  void removesWhatFailedTasksAndCommitsLeftBehind() {
    writeEveryKindOfFile();
    Set<String> needed = folder.files();
    Map<Long, Map<String, Integer>> rows = rowsOfAllSnapshots();
    folder.orphan("data/window_start_day=2024-10-04/00000-0-*-00001.parquet");
    folder.orphan("data/00000-0-*-00001.orc");
    folder.orphan("metadata/snap-1-1-*.avro");
    folder.orphan("metadata/*-m0.avro");
    folder.orphan("metadata/*.stats");

    Effect planned = action.run(table, Run.DRY);
    assertThat(folder.files()).hasSize(needed.size() + 5);
    Effect effect = action.run(table, Run.REAL);

    assertThat(folder.files()).isEqualTo(needed);
    assertThat(effect.filesBefore()).isEqualTo(5);
    assertThat(effect.filesAfter()).isZero();
    assertThat(effect.bytesBefore()).isEqualTo(5L * "left behind".length());
    assertThat(effect.detail()).contains("-m0.avro", ".orc", "snap-1-1-");
    assertThat(planned).isEqualTo(effect);
    assertThat(rowsOfAllSnapshots()).isEqualTo(rows);
    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());
  }

  @Test
  void keepsTheMetadataOfAnotherTableThatWasCreatedThereAndNeverWrittenTo() {
    hours.append(List.of(Hours.row(0, "USA", 1)));
    Table other = new TestTable(warehouse, Tables.CLICKS).table();
    TableMetadata created = ((BaseTable) other).operations().current();
    Path left =
        folder.write("metadata/00000-any.metadata.json", TableMetadataParser.toJson(created));
    Path orphan = folder.orphan("data/00000-0-*-00001.parquet");

    assertThat(action.run(table, Run.REAL).filesBefore()).isEqualTo(1);

    assertThat(left).exists();
    assertThat(orphan).doesNotExist();
  }

  @Test
  void keepsWhatIsYoungerThanTheLeastAge() {
    hours.append(List.of(Hours.row(0, "USA", 1)));
    Path young = folder.orphan("data/00000-0-*-00001.parquet");
    Path old = folder.orphan("data/00000-0-*-00001.parquet");
    OrphanFolder.makeOlder(young, Duration.ofDays(2));
    OrphanFolder.makeOlder(old, Duration.ofDays(4));

    assertThat(new RemoveOrphanFiles(THREE_DAYS).run(table, Run.REAL).filesBefore()).isEqualTo(1);

    assertThat(young).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void keepsFilesOfExpiredSnapshotsThatATagStillNeeds() {
    hours.append(List.of(Hours.row(0, "USA", 1)));
    long tagged = hours.table().currentSnapshot().snapshotId();
    table.manageSnapshots().createTag("month-end", tagged).commit();
    table.newDelete().deleteFile(hours.tasks().get(0).file()).commit();
    hours.append(List.of(Hours.row(1, "USA", 2)));
    Ages.pass(table, Duration.ofDays(30));
    hours.append(List.of(Hours.row(2, "USA", 3)));
    new ExpireSnapshots(new ExpireSettings(Duration.ofDays(1), 1, Duration.ofDays(1), Set.of()))
        .run(table, Run.REAL);

    action.run(table, Run.REAL);

    assertThat(hours.rowsAt(tagged)).hasSize(1);
    assertThat(hours.rows()).hasSize(2);
  }

  @Test
  void keepsFilesThatAreKnownByAnotherSchemeOrFolder() {
    hours.append(List.of(Hours.row(0, "USA", 1)));
    String location = hours.tasks().get(0).file().location();
    TableReferences references = new TableReferences();
    references.update(table);

    assertThat(references.contains(location)).isTrue();
    assertThat(references.contains("s3a://any" + FilePath.of(location))).isTrue();
    assertThat(references.contains("viewfs://c/mount/" + FilePath.name(location))).isTrue();
    assertThat(references.contains(location + "x")).isFalse();
  }

  @Test
  void leavesFilesAloneThatIcebergDoesNotWrite() {
    hours.append(List.of(Hours.row(0, "USA", 1)));
    Path readme = folder.orphan("README.md");
    Path checkpoint = folder.orphan("checkpoints/*/_metadata");

    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());

    assertThat(readme).exists();
    assertThat(checkpoint).exists();
  }

  @Test
  void leavesFoldersAloneWhoseNamesBeginLikeItsOwn() {
    hours.append(List.of(Hours.row(0, "USA", 1)));
    Path neighbour = folder.orphan("../hourly_impressions_by_geo_2/data/00000-0-*-00001.parquet");

    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());

    assertThat(neighbour).exists();
  }

  @Test
  void twoRunsAtOnceDoNoHarm() {
    writeEveryKindOfFile();
    Set<String> needed = folder.files();
    for (int i = 0; i < 50; i++) {
      folder.orphan("data/00000-0-*-00001.parquet");
    }

    // One may fail where the other removes a file that it is about to look at; the next goes on.
    CompletableFuture<Effect> other =
        CompletableFuture.supplyAsync(() -> action.run(other().table(), Run.REAL));
    List<Throwable> failures =
        Stream.of(catchThrowable(() -> action.run(table, Run.REAL)), catchThrowable(other::join))
            .filter(Objects::nonNull)
            .toList();
    assertThat(failures).allSatisfy(e -> assertThat(e).hasMessageContaining("No such file"));
    action.run(table, Run.REAL);

    assertThat(folder.files()).isEqualTo(needed);
  }

  @Test
  void namesTwentyOfManyFiles() {
    for (int i = 0; i < 25; i++) {
      folder.orphan("data/00000-0-*-00001.parquet");
    }

    Effect effect = action.run(table, Run.REAL);

    assertThat(effect.detail().split(", ")).hasSize(20);
    assertThat(effect.detail()).endsWith(" and 5 more");
    assertThat(folder.files()).noneMatch(file -> file.endsWith(".parquet"));
  }

  private void writeEveryKindOfFile() {
    hours.append(List.of(Hours.row(0, "DEU", 1), Hours.row(0, "USA", 2)));
    hours.deleteByKey(Hours.row(0, "DEU", 1));
    hours.deleteRow(hours.tasks().get(0).file(), 1);
    hours.append(List.of(Hours.row(24, "DEU", 3)));
    table = hours.table();
    // In no current snapshot, but in earlier ones.
    table.newDelete().deleteFile(hours.tasks().get(0).file()).commit();
    long snapshot = hours.table().currentSnapshot().snapshotId();
    Path statistics = folder.orphan("metadata/*.stats");
    Path partitions = folder.orphan("metadata/partition-stats-*.parquet");
    table
        .updateStatistics()
        .setStatistics(new GenericStatisticsFile(snapshot, statistics.toString(), 11, 4, List.of()))
        .commit();
    table
        .updatePartitionStatistics()
        .setPartitionStatistics(
            ImmutableGenericPartitionStatisticsFile.builder()
                .snapshotId(snapshot)
                .path(partitions.toString())
                .fileSizeInBytes(11)
                .build())
        .commit();
  }

  private Map<Long, Map<String, Integer>> rowsOfAllSnapshots() {
    Map<Long, Map<String, Integer>> rows = new HashMap<>();
    for (Snapshot snapshot : hours.table().snapshots()) {
      rows.put(snapshot.snapshotId(), hours.rowsAt(snapshot.snapshotId()));
    }
    return rows;
  }

  private TestTable other() {
    return new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
  }
}

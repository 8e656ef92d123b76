package io.bidlake.maintenance.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {

  @TempDir Path warehouse;
  @TempDir Path spill;

  private final Requests requests = new Requests(1);
  private TestTable table;

  @BeforeEach
  void createTable() {
    table = new TestTable(warehouse, Tables.BID_REQUESTS);
  }

  @Test
  void mergesTheSmallFilesOfEachPartition() throws IOException {
    for (int i = 0; i < 5; i++) {
      table.append(requests.of(0, "USA", 10));
      table.append(requests.of(0, "DEU", 7));
      table.append(requests.of(1, null, 3));
    }
    Map<String, Integer> before = table.rows();

    compact();

    assertThat(table.tasks()).hasSize(3);
    assertThat(table.rows()).isEqualTo(before).hasSize(100);
  }

  @Test
  void leavesEarlierSnapshotsAsTheyWere() throws IOException {
    table.append(requests.of(0, "USA", 10));
    long first = table.table().currentSnapshot().snapshotId();
    Map<String, Integer> atFirst = table.rows();
    table.append(requests.of(0, "USA", 10));

    compact();

    assertThat(table.rowsAt(first)).isEqualTo(atFirst);
  }

  @Test
  void findsNothingMoreToDoAfterwards() throws IOException {
    for (int i = 0; i < 5; i++) {
      table.append(requests.of(0, "USA", 10));
    }
    compact();
    long snapshot = table.table().currentSnapshot().snapshotId();

    compact();

    assertThat(table.table().currentSnapshot().snapshotId()).isEqualTo(snapshot);
  }

  @Test
  void doesNothingToATableWithoutRows() throws IOException {
    compact();

    assertThat(table.table().currentSnapshot()).isNull();
  }

  @Test
  void splitsAFileThatIsFarTooLarge() throws IOException {
    table.append(requests.of(0, "USA", 20_000));
    Map<String, Integer> before = table.rows();
    long size = table.tasks().get(0).length();

    compactor(Compactor.withTarget(size / 4)).compact();

    assertThat(table.tasks()).hasSizeGreaterThan(2);
    assertThat(table.rows()).isEqualTo(before);
  }

  @Test
  void sharesOutTheGroupsOfATableThatHasLessThanAFullFile() {
    for (String country : List.of("USA", "DEU", "FRA", "GBR")) {
      table.append(requests.of(0, country, 5));
      table.append(requests.of(0, country, 5));
    }
    Compaction.Plan plan = compactor(Compactor.ALL).plan();

    assertThat(pieces(plan, 6)).extracting(List::size).containsExactly(2, 2);
    assertThat(pieces(plan, 100)).extracting(List::size).containsExactly(4);
  }

  /** The groups as they are committed if a full file had the size of so many groups. */
  private static List<List<FileGroup>> pieces(Compaction.Plan plan, int groupsOfAFile) {
    return new Compaction.Plan(
            plan.groups().stream()
                .map(it -> new FileGroup(0, it.tasks(), 1, groupsOfAFile * it.bytes()))
                .toList(),
            0)
        .commits(10);
  }

  @Test
  void readsFilesFromBeforeAColumnWasAdded() throws IOException {
    table.append(requests.of(0, "USA", 5));
    table.append(requests.of(0, "USA", 5));
    table.table().updateSchema().addColumn("later", StringType.get()).commit();
    Map<String, Integer> before = table.rows();

    compact();

    assertThat(table.tasks()).hasSize(1);
    assertThat(table.rows()).isEqualTo(before);
  }

  @Test
  void movesFilesOfAnOlderPartitioningIntoThatOfToday() throws IOException {
    table.append(requests.of(0, "USA", 5));
    table.append(requests.of(0, "DEU", 5));
    Table changed = table.table();
    changed.updateSpec().addField("auction_type").commit();
    Map<String, Integer> before = table.rows();

    compact();

    assertThat(table.tasks())
        .allSatisfy(
            task -> assertThat(task.file().specId()).isEqualTo(table.table().spec().specId()));
    assertThat(table.rows()).isEqualTo(before);
  }

  @Test
  void givesNoMoreThanAPassTakesAndTellsWhatIsLeft() {
    for (int day = 0; day < 4; day++) {
      table.append(requests.of(day, "USA", 5));
      table.append(requests.of(day, "USA", 5));
    }
    CompactionSettings all = Compactor.ALL;
    Compaction.Plan plan =
        compactor(
                new CompactionSettings(
                    all.selection(), null, 2, 1L << 30, 1000, 1L << 40, 5, 10, all.order(), 1))
            .plan();

    assertThat(plan.groups()).hasSize(2);
    assertThat(plan.later()).isEqualTo(2);
  }

  @Test
  void cutsGroupsByTheNumberOfFiles() {
    for (int i = 0; i < 9; i++) {
      table.append(requests.of(0, "USA", 2));
    }
    CompactionSettings all = Compactor.ALL;
    Compaction.Plan plan =
        compactor(
                new CompactionSettings(
                    all.selection(), null, 2, 1L << 30, 3, 1L << 40, 100, 10, all.order(), 1))
            .plan();

    assertThat(plan.groups()).hasSize(3).allSatisfy(it -> assertThat(it.files()).isEqualTo(3));
  }

  @Test
  void removesWhatItWroteWhenAFileCannotBeRead() throws IOException {
    table.append(requests.of(0, "USA", 5));
    table.append(requests.of(0, "USA", 5));
    Compaction.Plan plan = compactor(Compactor.ALL).plan();
    FileScanTask lost = table.tasks().get(0);
    table.table().io().deleteFile(lost.file().location());
    List<Path> files = TestFiles.below(warehouse);

    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> rewrite(plan))).isNotNull();

    assertThat(TestFiles.below(warehouse)).isEqualTo(files);
  }

  private void rewrite(Compaction.Plan plan) throws IOException {
    compactor(Compactor.ALL).rewrite(plan);
  }

  private void compact() throws IOException {
    compactor(Compactor.ALL).compact();
  }

  private Compactor compactor(CompactionSettings settings) {
    return new Compactor(table, spill, settings);
  }
}

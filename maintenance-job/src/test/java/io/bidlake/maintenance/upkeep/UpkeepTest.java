package io.bidlake.maintenance.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.compaction.CompactionSettings.Selection;
import io.bidlake.maintenance.upkeep.Upkeep.Mode;
import io.bidlake.settings.Settings;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpkeepTest {

  @Test
  void maintainsEveryTableOfTheLakeUnlessToldOtherwise() {
    assertThat(read().tables().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Tables.ALL.stream().map(TableDefinition::name).toList());
    assertThat(read("--tables", "clicks, impressions").tables())
        .containsOnlyKeys("clicks", "impressions");
  }

  @Test
  void goesOnUntilItIsStoppedUnlessToldOtherwise() {
    assertThat(read().mode()).isEqualTo(Mode.CONTINUOUS);
    assertThat(read("--once").mode()).isEqualTo(Mode.ONCE);
    assertThat(read("--dry-run").mode()).isEqualTo(Mode.DRY_RUN);
    assertThat(read("--dry-run", "--once").mode()).isEqualTo(Mode.DRY_RUN);
  }

  @Test
  void mergesAllSmallFilesInASinglePassAndTheWorthwhileOnesInAJobThatGoesOn() {
    assertThat(read("--once").of("clicks").compaction().selection()).isEqualTo(Selection.ALL);
    assertThat(read("--once").of("clicks").compaction().minInputFiles()).isEqualTo(2);
    assertThat(read().of("clicks").compaction().selection()).isEqualTo(Selection.WORTHWHILE);
    assertThat(read().of("clicks").compaction().minInputFiles()).isEqualTo(5);
  }

  @Test
  void takesSettingsOfOneTable() {
    Upkeep upkeep =
        read("--expire.interval", "3h", "--table.clicks.compaction.target-file-size", "8MB");

    assertThat(upkeep.of("clicks").compaction().targetBytes()).isEqualTo(8L << 20);
    assertThat(upkeep.of("impressions").compaction().targetBytes()).isNull();
    assertThat(upkeep.of("clicks").every())
        .containsEntry(MaintenanceAction.EXPIRE_SNAPSHOTS, Duration.ofHours(3));
  }

  @Test
  void leavesOutWhatIsSwitchedOff() {
    Upkeep upkeep = read("--orphans.enabled", "false", "--table.clicks.compaction.enabled=false");

    assertThat(upkeep.of("clicks").every().keySet())
        .containsExactlyInAnyOrder(
            MaintenanceAction.REMOVE_DANGLING_DELETES,
            MaintenanceAction.REWRITE_MANIFESTS,
            MaintenanceAction.EXPIRE_SNAPSHOTS);
    assertThat(upkeep.of("impressions").includes(MaintenanceAction.COMPACT)).isTrue();
  }

  @Test
  void refusesToRemoveYoungFilesButListsThem() {
    assertThatThrownBy(() -> read("--orphans.min-age", "1h"))
        .hasMessageContaining("orphans.min-age must be at least");
    assertThat(read("--orphans.min-age", "1ms", "--dry-run").mode()).isEqualTo(Mode.DRY_RUN);
  }

  @Test
  void refusesAGroupThatIsSmallerThanOneFile() {
    assertThatThrownBy(
            () ->
                read("--compaction.target-file-size", "1GB", "--compaction.max-group-size", "1MB"))
        .hasMessageContaining("compaction.max-group-size must be at least");
  }

  @Test
  void refusesTooLittleMemoryToSort() {
    assertThatThrownBy(() -> read("--compaction.sort-memory", "10KB"))
        .hasMessageContaining("compaction.sort-memory must be at least 1MB");
  }

  @Test
  void refusesAnEmptyListOfTables() {
    assertThatThrownBy(() -> read("--tables", " , "))
        .hasMessageContaining("tables must name at least one table");
  }

  private static Upkeep read(String... arguments) {
    Settings settings = Settings.of(List.of(arguments), Map.of());
    Upkeep upkeep = Upkeep.read(settings);
    settings.check();
    return upkeep;
  }
}

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
            MaintenanceAction.DELETE_EXPIRED_ROWS,
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
  void maintainsTheTablesOfTheLandingJobUnlessToldOtherwise() {
    assertThat(read().namespaces().names()).containsExactly("landing");
    assertThat(read("--namespaces", "landing, a.b").namespaces().names())
        .containsExactly("landing", "a.b");
    assertThat(read("--tables", "clicks").namespaces().names()).isEmpty();
    assertThat(read("--tables", "clicks", "--namespaces", "landing").namespaces().names())
        .containsExactly("landing");
  }

  @Test
  void knowsWhichTablesAreInANamespaceThatItMaintains() {
    Upkeep upkeep = read("--namespaces", "landing,a.b");

    assertThat(List.of("clicks", "landing.clicks", "a.b.c")).allMatch(upkeep::includes);
    assertThat(List.of("klicks", "other.clicks", "a.b", "a.b.c.d")).noneMatch(upkeep::includes);
    assertThat(read("--namespaces", Tables.NAMESPACE).includes("klicks")).isTrue();
  }

  @Test
  void takesSettingsOfATableInANamespaceWhetherItExistsOrNot() {
    Settings settings =
        Settings.of(
            List.of("--expire.interval", "3h", "--table.landing.views.expire.interval", "5h"),
            Map.of("TABLE_LANDING_EVENTS_CLICKS_COMPACTION_ENABLED", "false"));
    Upkeep upkeep = Upkeep.read(settings);
    settings.check();

    assertThat(upkeep.of("landing.views").every())
        .containsEntry(MaintenanceAction.EXPIRE_SNAPSHOTS, Duration.ofHours(5));
    assertThat(upkeep.of("landing.events_clicks").includes(MaintenanceAction.COMPACT)).isFalse();
    assertThat(upkeep.of("landing.other").includes(MaintenanceAction.COMPACT)).isTrue();
    assertThat(upkeep.of("landing.other").every())
        .containsEntry(MaintenanceAction.EXPIRE_SNAPSHOTS, Duration.ofHours(3));
  }

  @Test
  void refusesSettingsOfATableThatItDoesNotMaintain() {
    assertThatThrownBy(() -> read("--table.other.views.expire.interval", "5h"))
        .hasMessageContaining("unknown setting --table.other.views.expire.interval");
    assertThatThrownBy(() -> read("--table.landing.views.expire.intervall", "5h"))
        .hasMessageContaining("unknown setting --table.landing.views.expire.intervall");
  }

  @Test
  void namesEachTableOnce() {
    Upkeep upkeep = read("--tables", "clicks,landing.b", "--namespaces", "landing,empty");
    Map<String, List<String>> tables =
        Map.of("landing", List.of("landing.a", "landing.b"), "empty", List.of());

    assertThat(upkeep.names(tables::get)).containsExactly("clicks", "landing.b", "landing.a");
    assertThat(upkeep.listed(tables::get).tables())
        .containsOnlyKeys("clicks", "landing.b", "landing.a");
    assertThat(upkeep.listed(tables::get).namespaces().names()).isEmpty();
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

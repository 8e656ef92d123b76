package io.bidlake.maintenance.action.orphans;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.action.Ages;
import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.TableAction.Run;
import io.bidlake.maintenance.action.orphans.RemoveOrphanFiles.OrphanSettings;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that write to folders outside of their location. */
class TableFoldersTest {

  private static final String ORPHAN = "00000-0-*-00001.parquet";

  @TempDir Path warehouse;
  private final RemoveOrphanFiles action =
      new RemoveOrphanFiles(new OrphanSettings(Duration.ofDays(3)), Ages.in(Duration.ofDays(30)));
  private Table table;
  private OrphanFolder folder;

  @BeforeEach
  void createTable() {
    TestTable hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    hours.append(List.of(Hours.row(0, "USA", 1)));
    table = hours.table();
    folder = new OrphanFolder(table);
  }

  @Test
  void leavesAFolderAloneThatOtherTablesMayShare() {
    Path anothers = folder.orphan("../../shared/" + ORPHAN);
    Path own = folder.orphan("data/" + ORPHAN);
    writeTo(warehouse.resolve("shared"));

    Effect effect = action.run(table, Run.REAL);

    assertThat(anothers).exists();
    assertThat(own).doesNotExist();
    assertThat(effect.detail())
        .endsWith("; not searched, other tables may share it: [%s/shared]".formatted(warehouse));
  }

  @Test
  void cleansAFolderElsewhereThatIsNamedAfterTheTable() {
    Path orphan = folder.orphan("../../data/hourly_impressions_by_geo/" + ORPHAN);
    writeTo(warehouse.resolve("data/hourly_impressions_by_geo"));

    assertThat(action.run(table, Run.REAL).filesBefore()).isEqualTo(1);

    assertThat(orphan).doesNotExist();
  }

  @Test
  void doesNotMissAFolderThatIsNotThereYet() {
    writeTo(warehouse.resolve("later/hourly_impressions_by_geo"));

    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());
  }

  @Test
  void leavesAFolderAloneThatHoldsTheTablesOwn() {
    Path neighbours = folder.orphan("../clicks/data/" + ORPHAN);
    writeTo(warehouse);

    assertThat(action.run(table, Run.REAL).filesBefore()).isZero();

    assertThat(neighbours).exists();
  }

  private void writeTo(Path data) {
    table.updateProperties().set("write.data.path", data.toString()).commit();
  }
}

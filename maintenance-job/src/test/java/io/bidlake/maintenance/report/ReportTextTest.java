package io.bidlake.maintenance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.MaintenanceEntry.Outcome;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTextTest {

  private static final Begun BEGUN = new Begun("clicks", MaintenanceAction.COMPACT, 1000);

  @TempDir Path warehouse;

  @Test
  void tellsWhatWasDone() {
    Effect effect = new Effect(1200, 1, 1_300_000, 1_200_000, "");

    assertThat(ReportText.line(BEGUN.ended(4400, Outcome.DONE, effect, table())))
        .isEqualTo("clicks: COMPACT DONE, 1,200 files (1.2 MB) -> 1 file (1.1 MB) in 3.4 s");
  }

  @Test
  void leavesOutSizesThatNobodyKnowsAndAddsTheDetail() {
    Effect effect = new Effect(3, 0, -1, -1, "snapshots 9 -> 6");

    assertThat(ReportText.line(BEGUN.ended(1000, Outcome.DONE, effect, table())))
        .isEqualTo("clicks: COMPACT DONE, 3 files -> 0 files in 0.0 s, snapshots 9 -> 6");
  }

  @Test
  void tellsWhyItFailed() {
    IOException failure = new IOException("no answer", new IllegalStateException("closed"));

    assertThat(ReportText.line(BEGUN.failed(2000, Outcome.FAILED, ReportText.failure(failure))))
        .isEqualTo("clicks: COMPACT FAILED, IOException: no answer: IllegalStateException: closed");
  }

  @Test
  void tellsNoTimeOfWhatWasOnlyPlanned() {
    Effect effect = new Effect(3, 1, 300, -1, "");

    assertThat(ReportText.line(BEGUN.ended(2000, Outcome.PLANNED, effect, table())))
        .isEqualTo("clicks: COMPACT PLANNED, 3 files (300 B) -> 1 file");
  }

  private Table table() {
    return new TestTable(warehouse, Tables.CLICKS).table();
  }
}

package io.bidlake.maintenance.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.compaction.Compaction;
import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.flink.MaintenanceSource.WorkSplit;
import io.bidlake.maintenance.testing.Loaders;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.maintenance.work.LastRun;
import io.bidlake.maintenance.work.Work;
import io.bidlake.settings.Settings;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceSourceTest {

  /** Flink's limit for a message between the JobManager and a task. */
  private static final int LARGEST_MESSAGE = 10 << 20;

  @TempDir Path warehouse;

  private final Upkeep upkeep = Upkeep.read(Settings.of(List.of("--once"), Map.of()));

  @Test
  void handsOutTheLargestGroupInOneMessage() throws IOException {
    TestTable table = new TestTable(warehouse, Tables.BID_REQUESTS);
    for (int i = 0; i < 20; i++) {
      table.append(new Requests(i).of(0, "USA", 1));
    }
    FileGroup some =
        new Compaction(upkeep.of("bid_requests").compaction()).plan(table.table()).groups().get(0);
    WorkSplit split =
        new WorkSplit(new Work(1, "bid_requests", List.of(some), List.of(), List.of()));

    byte[] bytes = source().getSplitSerializer().serialize(split);

    long most = upkeep.of("bid_requests").compaction().maxGroupFiles();
    assertThat(bytes.length / some.files() * most).isLessThan(LARGEST_MESSAGE / 4);
    assertThat(source().getSplitSerializer().deserialize(1, bytes).work().groups().get(0).files())
        .isEqualTo(20);
  }

  @Test
  void restoresTheLastRuns() throws IOException {
    var serializer = source().getEnumeratorCheckpointSerializer();
    var lastRuns = List.of(new LastRun("clicks", MaintenanceAction.COMPACT, 1_000, 7));

    assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(lastRuns)))
        .isEqualTo(lastRuns);
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .hasMessage("expected state of version 1, got 2");
  }

  private MaintenanceSource source() {
    return new MaintenanceSource(upkeep, Loaders.of(warehouse));
  }
}

package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.compaction.Compaction;
import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.compaction.RewrittenGroup;
import io.bidlake.maintenance.testing.Loaders;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// The harness may be interrupted when it is closed; a test is not.
@SuppressWarnings("try")
class RewriteGroupsTest {

  private static final String TABLE = "bid_requests";

  @TempDir Path warehouse;

  private final Requests requests = new Requests(9);
  private final Upkeep upkeep = Upkeep.read(Settings.of(List.of("--once"), Map.of()));
  private TestTable table;

  @BeforeEach
  void createTable() {
    table = new TestTable(warehouse, Tables.BID_REQUESTS);
    table.append(requests.of(0, "USA", 5));
    table.append(requests.of(0, "USA", 5));
  }

  @Test
  void rewritesAGroupOfItsOwnRun() throws Exception {
    try (OneInputStreamOperatorTestHarness<FileGroup, RewrittenGroup> rewrite = open()) {
      RewrittenGroup done = onlyResult(rewrite, group(runOf(rewrite)));

      assertThat(done.error()).isEmpty();
      assertThat(done.files()).isEqualTo(1);
    }
  }

  @Test
  void givesUpAGroupThatWasPlannedBeforeARestart() throws Exception {
    try (OneInputStreamOperatorTestHarness<FileGroup, RewrittenGroup> rewrite = open()) {
      assertThat(onlyResult(rewrite, group("another run")).error())
          .isEqualTo("discarded at a restart");
    }
  }

  @Test
  void tellsWhyAGroupCouldNotBeRewritten() throws Exception {
    try (OneInputStreamOperatorTestHarness<FileGroup, RewrittenGroup> rewrite = open()) {
      FileGroup group = group(runOf(rewrite));
      String lost = table.tasks().get(0).file().location();
      table.table().io().deleteFile(lost);

      assertThat(onlyResult(rewrite, group).error()).contains(lost);
    }
  }

  private OneInputStreamOperatorTestHarness<FileGroup, RewrittenGroup> open() throws Exception {
    OneInputStreamOperatorTestHarness<FileGroup, RewrittenGroup> harness =
        new OneInputStreamOperatorTestHarness<>(
            new AsyncWaitOperatorFactory<>(
                new RewriteGroups(upkeep, Loaders.of(warehouse)), 0, 10, OutputMode.UNORDERED),
            TypeInformation.of(FileGroup.class).createSerializer(new SerializerConfigImpl()));
    harness.open();
    return harness;
  }

  private FileGroup group(String run) {
    return new Compaction(upkeep.of(TABLE).compaction())
        .plan(table.table(), TABLE, "pass", run)
        .groups()
        .get(0);
  }

  private static String runOf(OneInputStreamOperatorTestHarness<?, ?> harness) {
    return harness.getEnvironment().getJobID()
        + "-"
        + harness.getEnvironment().getTaskInfo().getAttemptNumber();
  }

  private static RewrittenGroup onlyResult(
      OneInputStreamOperatorTestHarness<FileGroup, RewrittenGroup> harness, FileGroup group)
      throws Exception {
    harness.processElement(new StreamRecord<>(group));
    harness.endInput();
    return harness.extractOutputValues().get(0);
  }
}

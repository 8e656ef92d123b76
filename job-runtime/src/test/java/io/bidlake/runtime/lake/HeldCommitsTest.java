package io.bidlake.runtime.lake;

import static io.bidlake.runtime.lake.CheckpointedBatches.APPENDED;
import static io.bidlake.runtime.lake.CheckpointedBatches.KEYED;
import static org.apache.flink.types.RowKind.INSERT;
import static org.apache.flink.types.RowKind.UPDATE_AFTER;
import static org.apache.flink.types.RowKind.UPDATE_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.lake.CheckpointedBatches.Change;
import io.bidlake.tables.TableDefinition;
import io.bidlake.testing.RestCatalogStub;
import io.bidlake.testing.RestCatalogStub.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Commits whose answer is lost, or that reach the catalog only after their job was restored. */
@Timeout(60)
class HeldCommitsTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Change[] FIRST = {
    new Change(INSERT, 0, "USA", 5), new Change(INSERT, 30, "DEU", 3)
  };
  private static final Change[] SECOND = {new Change(INSERT, 1, "USA", 7)};
  private static final Change[] CORRECTION = {
    new Change(UPDATE_BEFORE, 0, "USA", 5),
    new Change(UPDATE_AFTER, 0, "USA", 6),
    new Change(INSERT, 1, "USA", 7)
  };
  private static final Change[] LAST = {new Change(INSERT, 2, "USA", 9)};

  @TempDir Path temp;
  private RestCatalogStub catalog;
  private SinkRun run;

  @BeforeEach
  void start() throws Exception {
    catalog = new RestCatalogStub(temp.resolve("warehouse"));
    run = new SinkRun(new CatalogSettings("db", catalog.properties()), temp.resolve("checkpoints"));
  }

  @AfterEach
  void stop() throws Exception {
    catalog.close();
  }

  static Stream<Arguments> heldCommits() {
    return Stream.of(
        Arguments.of("rows", APPENDED, List.of(Fate.HELD)),
        Arguments.of("rows, and once more", APPENDED, List.of(Fate.HELD, Fate.HELD)),
        Arguments.of("a correction", KEYED, List.of(Fate.ANSWERED, Fate.HELD)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heldCommits")
  void addsTheFilesOfAHeldCommitOnce(String what, TableDefinition<Change> table, List<Fate> fates)
      throws Exception {
    CheckpointedBatches batches = batches(table);
    catalog.next(fates.toArray(Fate[]::new));

    run.toTheEnd(table, batches);

    assertThat(run.rows(table)).isEqualTo(expected(table));
    assertThat(run.files(table)).doesNotHaveDuplicates();
  }

  @Test
  void addsTheFilesOfAHeldCommitOnceWhenAnotherJobGoesOn() throws Exception {
    CheckpointedBatches batches = batches(APPENDED);
    catalog.next(Fate.HELD);
    SinkRun.Failed first = run.untilItFails("", APPENDED, batches);

    run.from(first.checkpoint(), APPENDED, batches(APPENDED));

    assertThat(run.rows(APPENDED)).isEqualTo(expected(APPENDED));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ANSWERED", "HELD"})
  void holdsWhenTheAnswerToACommitIsLost(Fate fate) throws Exception {
    CheckpointedBatches batches = batches(KEYED);
    catalog.next(fate, fate);

    run.toTheEnd(KEYED, batches);

    assertThat(run.rows(KEYED)).isEqualTo(expected(KEYED));
  }

  private CheckpointedBatches batches(TableDefinition<Change> table) throws IOException {
    return run.batches(table).then(FIRST).then(table == KEYED ? CORRECTION : SECOND).then(LAST);
  }

  private static Map<String, Integer> expected(TableDefinition<?> table) {
    return Map.of(
        table == KEYED ? "0 USA 6" : "0 USA 5", 1, "30 DEU 3", 1, "1 USA 7", 1, "2 USA 9", 1);
  }
}

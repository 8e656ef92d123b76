package io.bidlake.landing;

import static io.bidlake.landing.LandingRun.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.InJvmRegistry;
import io.bidlake.testing.RestCatalogStub;
import io.bidlake.testing.RestCatalogStub.Fate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commits whose answer is lost or late, and to tables that are gone. */
@Timeout(90)
class LandingCommitsTest {

  @RegisterExtension static final MiniClusterExtension FLINK = Flink.cluster();

  private static final String TOPIC = "events.views";

  /** Static, as the batches of a job reach it. */
  private static RestCatalogStub catalog;

  @TempDir Path folder;
  private final InJvmRegistry registry = new InJvmRegistry();
  private LandingRun run;

  @BeforeEach
  void start() throws Exception {
    catalog = new RestCatalogStub(folder.resolve("warehouse"));
    run = new LandingRun(folder, registry.settings()).in(catalog.properties());
  }

  @AfterEach
  void stop() throws Exception {
    catalog.close();
    registry.close();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ANSWERED"})
  void addsTheFilesOfACommitOnceWhateverBecomesOfItsAnswer(Fate fate) throws Exception {
    run.land(
        new RecordBatches()
            .then(json(TOPIC, 0, "{\"n\": 0}"))
            .andThen(() -> catalog.next(fate))
            .then(json(TOPIC, 1, "{\"n\": 1}"), json(TOPIC, 2, "{\"n\": 2}"))
            .andThen(() -> catalog.next(fate, fate))
            .then(json(TOPIC, 3, "{\"n\": 3}"))
            .then(json(TOPIC, 4, "{\"n\": 4}")));

    assertThat(run.rows("events_views"))
        .map(row -> row.getField("n"))
        .containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ANSWERED"})
  void addsAColumnOnceWhateverBecomesOfTheAnswer(Fate fate) throws Exception {
    run.land(
        new RecordBatches()
            .then(json(TOPIC, 0, "{\"n\": 0}"))
            .andThen(() -> catalog.next(fate))
            .then(json(TOPIC, 1, "{\"m\": 1}"))
            .then(json(TOPIC, 2, "{\"m\": 2}")));

    assertThat(run.rows("events_views"))
        .map(row -> row.getField("m"))
        .containsExactly(null, 1L, 2L);
  }

  /** Two tasks that add an empty snapshot to the same new table would fail. */
  @Test
  void addsNoSnapshotBeforeThatOfTheFirstRows() throws Exception {
    run.land(new RecordBatches().then(json(TOPIC, 0, "{\"n\": 0}")));

    assertThat(
            catalog.tables().loadTable(TableIdentifier.of("landing", "events_views")).snapshots())
        .singleElement()
        .satisfies(first -> assertThat(first.summary()).containsEntry("added-records", "1"));
  }

  @Test
  void goesOnWithOtherTopicsWhenATableWasDroppedAndCreatesItAgain() throws Exception {
    run.land(
        new RecordBatches()
            .then(json(TOPIC, 0, "{\"a\": 0, \"n\": 0}"), json("events.others", 0, "{\"n\": 0}"))
            .andThen(
                () ->
                    catalog
                        .tables()
                        .dropTable(TableIdentifier.of("landing", "events_views"), false))
            .then(json(TOPIC, 1, "{\"n\": 1}"), json("events.others", 1, "{\"n\": 1}"))
            .then(json("events.others", 2, "{\"n\": 2}")));
    assertThat(run.rows("events_others")).hasSize(3);
    assertThat(catalog.tables().tableExists(TableIdentifier.of("landing", "events_views")))
        .isFalse();

    run.land(List.of(json(TOPIC, 2, "{\"n\": 2}")));

    assertThat(run.rows("events_views")).map(row -> row.getField("n")).containsExactly(2L);
  }

  @Test
  void doesNotAddTheFilesOfADroppedTableToTheOneThatHasItsNameNow() throws Exception {
    run.land(
        new RecordBatches()
            .then(json(TOPIC, 0, "{\"a\": 0, \"n\": 0}"))
            .andThen(LandingCommitsTest::replaceTable)
            .then(json(TOPIC, 1, "{\"a\": 1, \"n\": 1}"))
            .then(json("events.others", 2, "{\"n\": 2}")));

    assertThat(run.rows("events_others")).hasSize(1);
    assertThat(run.rows("events_views")).isEmpty();
  }

  private static void replaceTable() {
    TableIdentifier id = TableIdentifier.of("landing", "events_views");
    Table old = catalog.tables().loadTable(id);
    catalog.tables().dropTable(id, false);
    catalog
        .tables()
        .buildTable(id, old.schema())
        .withPartitionSpec(old.spec())
        .withProperties(Map.of("bidlake.topic", TOPIC))
        .create();
  }
}

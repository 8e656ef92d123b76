package io.bidlake.maintenance.action.snapshots;

import static io.bidlake.maintenance.action.FlinkHistory.JOB;
import static io.bidlake.maintenance.action.FlinkHistory.OLD_JOB;
import static io.bidlake.maintenance.action.FlinkHistory.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.action.Ages;
import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.FlinkHistory;
import io.bidlake.maintenance.action.TableAction.Run;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a restored sink finds what it committed, however old it is. */
class ExpireSnapshotsWritersTest {

  private static final String OTHER_OPERATOR = "000000000000000000000000000000c2";
  private static final Duration RESTORE_WITHIN = Duration.ofDays(7);

  @TempDir Path warehouse;
  private TestTable hours;
  private Table table;
  private FlinkHistory history;

  @BeforeEach
  void createTable() {
    hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    table = hours.table();
    history = new FlinkHistory(hours);
  }

  @Test
  void keepsWhatAStoppedSinkCommittedLast() {
    history.commit(JOB, OPERATOR, 1);
    history.commit(JOB, OPERATOR, 2);
    appendForDays(100);

    String detail = expire(Set.of()).detail();

    assertThat(history.committed(JOB, OPERATOR, "main")).isEqualTo(2);
    assertThat(detail)
        .startsWith("snapshots 6 -> 5; kept back to ")
        .endsWith(" for the writer of job %s operator %s".formatted(JOB, OPERATOR));
  }

  @Test
  void letsGoWhatAnAbandonedSinkCommitted() {
    history.commit(JOB, OPERATOR, 1);
    appendForDays(100);

    assertThat(expire(Set.of(JOB)).detail()).isEqualTo("snapshots 5 -> 1");
  }

  @Test
  void saysWhatHoldsBackAlsoWhenNothingElseIsToGo() {
    history.commit(JOB, OPERATOR, 1);
    appendForDays(100);

    Effect effect = expire(Set.of());

    assertThat(effect.isNothing()).isTrue();
    assertThat(effect.detail())
        .startsWith("kept back to ")
        .endsWith(" for the writer of job %s operator %s".formatted(JOB, OPERATOR));
    // The newest four are of the last 75 days.
    assertThat(expiry(Set.of()).overdue(hours.table())).isEqualTo(4);
  }

  @Test
  void keepsASinkOfAJobThatHasEndedWhileItsSavepointIsYoung() {
    history.commitAndEnd(JOB, OPERATOR, 1);
    Ages.pass(table, Duration.ofDays(6));
    history.append();

    expire(Set.of());

    assertThat(history.committed(JOB, OPERATOR, "main")).isEqualTo(1);
  }

  @Test
  void forgetsASinkOfAJobThatHasEnded() {
    history.commitAndEnd(JOB, OPERATOR, 1);
    appendForDays(100);

    assertThat(expire(Set.of()).detail()).isEqualTo("snapshots 5 -> 1");
    assertThat(expiry(Set.of()).overdue(hours.table())).isZero();
  }

  @Test
  void keepsEachOperatorOfAJob() {
    history.commit(JOB, OTHER_OPERATOR, 1);
    appendForDays(50);
    history.commit(JOB, OPERATOR, 9);
    appendForDays(50);

    expire(Set.of());

    assertThat(history.committed(JOB, OTHER_OPERATOR, "main")).isEqualTo(1);
    assertThat(history.committed(JOB, OPERATOR, "main")).isEqualTo(9);
  }

  @Test
  void keepsAnEarlierRunWhoseSavepointIsYoung() {
    history.append();
    Ages.pass(table, Duration.ofDays(2));
    history.commit(OLD_JOB, OPERATOR, 1);
    Ages.pass(table, Duration.ofDays(6));
    history.commit(JOB, OPERATOR, 2);

    expire(Set.of());

    assertThat(history.committed(OLD_JOB, OPERATOR, "main")).isEqualTo(1);
    assertThat(hours.table().snapshots()).hasSize(2);
  }

  @Test
  void letsGoAnEarlierRunWhoseSavepointIsOld() {
    history.commit(OLD_JOB, OPERATOR, 1);
    Ages.pass(table, Duration.ofDays(8));
    history.commit(JOB, OPERATOR, 2);

    assertThat(expire(Set.of()).detail()).startsWith("snapshots 2 -> 1");
  }

  @Test
  void keepsTheWayBackWhereAClockOnTheWayWasSlow() {
    history.append();
    Ages.pass(table, Duration.ofDays(1));
    history.commit(JOB, OPERATOR, 1);
    Ages.pass(table, Duration.ofSeconds(5));
    long onTheWay = history.append();
    history.append();
    Ages.slowClock(table, onTheWay, Duration.ofSeconds(40));
    appendForDays(20);

    assertThat(expire(Set.of()).detail()).startsWith("snapshots 8 -> 7");

    assertThat(history.committed(JOB, OPERATOR, "main")).isEqualTo(1);
  }

  @Test
  void keepsTheWayBackOnABranch() {
    history.append();
    table.manageSnapshots().createBranch("audit").commit();
    Ages.pass(table, Duration.ofDays(1));
    history.commit(JOB, OPERATOR, 4, "audit");
    appendForDays(40);
    history.commit(JOB, OTHER_OPERATOR, 8, "audit");
    Ages.pass(table, Duration.ofDays(40));

    expire(Set.of());

    assertThat(history.committed(JOB, OPERATOR, "audit")).isEqualTo(4);
  }

  @Test
  void refusesWhereABranchHasARetentionThatCutsASinkOff() {
    history.commit(JOB, OPERATOR, 1);
    appendForDays(100);
    table
        .manageSnapshots()
        .setMaxSnapshotAgeMs("main", Duration.ofDays(1).toMillis())
        .setMinSnapshotsToKeep("main", 1)
        .commit();

    assertThatThrownBy(() -> expire(Set.of()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("retention set on branch main")
        .hasMessageContaining(JOB);

    assertThat(history.committed(JOB, OPERATOR, "main")).isEqualTo(1);
  }

  @Test
  void refusesWhereOnlyTheNumberOfSnapshotsKeepsASinksOne() {
    history.append();
    Ages.pass(table, Duration.ofDays(1));
    history.commit(JOB, OPERATOR, 1);
    appendForDays(100);
    // Five as there are now: the next commit would push the sink's out.
    table
        .manageSnapshots()
        .setMaxSnapshotAgeMs("main", Duration.ofDays(1).toMillis())
        .setMinSnapshotsToKeep("main", 5)
        .commit();

    assertThatThrownBy(() -> expire(Set.of()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("retention set on branch main");

    assertThat(history.committed(JOB, OPERATOR, "main")).isEqualTo(1);
  }

  @Test
  void refusesWhereABranchOfASinkWouldGo() {
    history.append();
    table.manageSnapshots().createBranch("audit").commit();
    history.commit(JOB, OPERATOR, 1, "audit");
    appendForDays(10);
    table.manageSnapshots().setMaxRefAgeMs("audit", Duration.ofDays(1).toMillis()).commit();

    assertThatThrownBy(() -> expire(Set.of()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("retention set on branch audit");

    assertThat(history.committed(JOB, OPERATOR, "audit")).isEqualTo(1);
  }

  @Test
  void passesOverSnapshotsThatASinkPassesOver() {
    history.commit(JOB, OPERATOR, 1);
    Ages.pass(table, Duration.ofDays(10));
    // Without the checkpoint a sink does not know its own snapshot.
    table.newAppend().set("flink.job-id", JOB).set("flink.operator-id", OPERATOR).commit();
    appendForDays(10);

    expire(Set.of());

    assertThat(history.committed(JOB, OPERATOR, "main")).isEqualTo(1);
  }

  private void appendForDays(int days) {
    for (int part = 0; part < 4; part++) {
      Ages.pass(table, Duration.ofDays(days).dividedBy(4));
      history.append();
    }
  }

  private Effect expire(Set<String> abandoned) {
    return expiry(abandoned).run(table, Run.REAL);
  }

  private static ExpireSnapshots expiry(Set<String> abandoned) {
    return new ExpireSnapshots(
        new ExpireSettings(Duration.ofMillis(1), 1, RESTORE_WITHIN, abandoned));
  }
}

package io.bidlake.runtime.window;

import static org.apache.flink.types.RowKind.INSERT;
import static org.apache.flink.types.RowKind.UPDATE_AFTER;
import static org.apache.flink.types.RowKind.UPDATE_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
class HoldDaysTest {

  private static final int MOST = 64;

  @Test
  void boundsTheDaysBetweenTwoCheckpointsAndKeepsTheirOrder() throws Exception {
    List<String> all = new ArrayList<>();
    try (var days = new HoldHarness(1)) {
      for (int day = 0; day < 5_000; day++) {
        days.add(0, change(INSERT, day, "DEU", 1));
        days.add(0, change(INSERT, day, "USA", 2));
      }
      int checkpoints = 0;
      for (List<String> rows = days.rows(); !rows.isEmpty(); rows = days.rows()) {
        assertThat(rows).hasSizeLessThanOrEqualTo(2 * MOST);
        all.addAll(rows);
        days.snapshot();
        assertThat(days.rows()).as("before the snapshot is taken").isEmpty();
        days.tick();
        checkpoints++;
      }
      assertThat(checkpoints).isEqualTo(79);
      assertThat(days.states()).isZero();
    }
    List<String> expected = new ArrayList<>();
    for (int day = 0; day < 5_000; day++) {
      expected.add("+I %d DEU 1".formatted(day));
      expected.add("+I %d USA 2".formatted(day));
    }
    assertThat(all).isEqualTo(expected);
  }

  @Test
  void holdsWhatComesLaterForADayThatWaits() throws Exception {
    try (var days = new HoldHarness(1)) {
      LongStream.range(0, MOST).forEach(day -> days.add(0, change(INSERT, day, "DEU", 1)));
      days.rows();

      days.add(0, change(INSERT, MOST, "DEU", 1));
      days.add(0, change(UPDATE_BEFORE, MOST, "DEU", 1));
      days.add(0, change(UPDATE_AFTER, MOST, "DEU", 2));
      days.add(0, change(INSERT, 7, "USA", 3));
      assertThat(days.rows()).containsExactly("+I 7 USA 3");

      days.snapshot();
      days.add(0, change(INSERT, MOST, "USA", 4));
      days.add(0, change(INSERT, MOST + 1, "USA", 5));
      assertThat(days.rows()).as("before what has waited").isEmpty();
      days.tick();
      assertThat(days.rows())
          .containsExactly(
              "+I 64 DEU 1", "-U 64 DEU 1", "+U 64 DEU 2", "+I 64 USA 4", "+I 65 USA 5");
      days.add(0, change(INSERT, MOST + 2, "USA", 6));
      assertThat(days.rows()).containsExactly("+I 66 USA 6");
      assertThat(days.states()).isZero();
    }
  }

  @Test
  void letsADayThatComesAgainAndAgainNotOvertake() throws Exception {
    try (var days = new HoldHarness(1)) {
      for (int day = 0; day < 3 * MOST; day++) {
        days.add(0, change(INSERT, day, "DEU", 1));
      }
      days.rows();
      for (int checkpoint = 1; checkpoint < 3; checkpoint++) {
        days.snapshot();
        for (int day = 0; day < MOST; day++) {
          days.add(0, change(INSERT, day, "USA", checkpoint));
        }
        days.tick();
        assertThat(days.rows())
            .containsExactlyElementsOf(inserts(checkpoint * MOST, (checkpoint + 1) * MOST));
      }
      days.snapshot();
      days.tick();
      assertThat(days.rows()).hasSize(2 * MOST).startsWith("+I 0 USA 1", "+I 0 USA 2");
    }
  }

  @Test
  void goesOnWithAnotherParallelismInTheSameOrder() throws Exception {
    List<String> all = new ArrayList<>();
    HoldHarness days = new HoldHarness(1);
    for (int day = 0; day < 1_000; day++) {
      days.add(0, change(INSERT, day, "DEU", 1));
    }
    int value = 1;
    for (int parallelism : new int[] {3, 2, 1, 4}) {
      all.addAll(days.rows());
      var snapshot = days.snapshot();
      assertThat(days.rows()).isEmpty();
      days.close();
      days = new HoldHarness(parallelism, snapshot);
      for (int day = 0; day < 1_000; day++) {
        int owner =
            KeyGroupRangeAssignment.assignKeyToParallelOperator((long) day, 128, parallelism);
        days.add(owner, change(UPDATE_BEFORE, day, "DEU", value));
        days.add(owner, change(UPDATE_AFTER, day, "DEU", value + 1));
      }
      days.tick();
      List<String> rows = days.rows();
      assertThat(rows.stream().map(HoldDaysTest::dayOf).distinct().count())
          .isLessThanOrEqualTo(MOST);
      all.addAll(rows);
      value++;
    }
    days.finish();
    all.addAll(days.rows());
    assertThat(days.states()).isZero();
    days.close();

    for (int day = 0; day < 1_000; day++) {
      List<String> expected = new ArrayList<>(inserts(day, day + 1));
      for (int before = 1; before < value; before++) {
        expected.add("-U %d DEU %d".formatted(day, before));
        expected.add("+U %d DEU %d".formatted(day, before + 1));
      }
      String its = Integer.toString(day);
      assertThat(all).filteredOn(row -> dayOf(row).equals(its)).isEqualTo(expected);
    }
  }

  @Test
  void letsAllThroughAtTheEnd() throws Exception {
    try (var days = new HoldHarness(1)) {
      for (int day = 0; day < 1_000; day++) {
        days.add(0, change(INSERT, day, "DEU", 1));
      }
      days.finish();

      assertThat(days.rows()).isEqualTo(inserts(0, 1_000));
      assertThat(days.states()).isZero();
    }
  }

  private static WindowChange change(RowKind kind, long day, String key, long count) {
    long start = day * 86_400_000 + day % 24 * 3_600_000;
    Totals totals = new Totals(new long[] {count}, BigDecimal.ONE);
    return new WindowChange(kind, start, start + 3_600_000, key, totals);
  }

  private static List<String> inserts(int from, int to) {
    return LongStream.range(from, to).mapToObj("+I %d DEU 1"::formatted).toList();
  }

  private static String dayOf(String row) {
    return row.substring(3, row.indexOf(' ', 3));
  }
}

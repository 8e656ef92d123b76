package io.bidlake.maintenance.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final long MINUTE = 60_000;

  private final Turns turns = new Turns(Duration.ofMinutes(1));

  @BeforeEach
  void addTables() {
    turns.update(List.of("a", "b"));
  }

  @Test
  void givesEachTableATurnOnceInAnInterval() {
    assertThat(turns.next(0)).contains("a");
    assertThat(turns.next(10)).contains("b");
    assertThat(turns.next(MINUTE - 1)).isEmpty();
    assertThat(turns.next(MINUTE)).contains("a");
    assertThat(turns.next(MINUTE)).isEmpty();
    assertThat(turns.next(MINUTE + 10)).contains("b");
  }

  @Test
  void startsWithTheOneThatHasWaitedLongestAfterAPause() {
    turns.next(0);
    turns.next(10);

    assertThat(turns.next(100 * MINUTE)).contains("a");
    assertThat(turns.next(100 * MINUTE)).contains("b");
    assertThat(turns.next(100 * MINUTE)).isEmpty();
  }

  @Test
  void givesANewTableATurnAtOnceAndLeavesTheOthersTheirs() {
    turns.next(0);
    turns.next(10);

    turns.update(List.of("b", "c"));

    assertThat(turns.next(20)).contains("c");
    assertThat(turns.next(20)).isEmpty();
    assertThat(turns.next(MINUTE + 10)).contains("b");
    assertThat(turns.next(MINUTE + 20)).contains("c");
  }
}

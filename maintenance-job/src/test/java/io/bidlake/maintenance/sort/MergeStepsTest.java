package io.bidlake.maintenance.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.sort.SpilledRuns.MergeSteps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MergeStepsTest {

  private static final int RECORD = 1_000;
  private static final long READER = RunReader.HEAP_BYTES + RECORD;

  @Test
  void readsAllAtOnceWhenTheMemoryIsEnough() {
    assertThat(new MergeSteps(10 * READER).next(runs(10))).isEmpty();
    assertThat(new MergeSteps(10 * READER - 1).next(runs(10))).isNotEmpty();
  }

  @Test
  void mergesNoMoreRunsThanNeeded() {
    List<Run> runs = runs(12);

    assertThat(new MergeSteps(10 * READER).next(runs)).isEqualTo(runs.subList(0, 3));
  }

  @Test
  void leavesMemoryForTheWriter() {
    List<Run> some = new MergeSteps(10 * READER).next(runs(100));

    assertThat(MergeSteps.readerBytes(some) + RunWriter.HEAP_BYTES)
        .isBetween(9 * READER, 10 * READER);
  }

  @Test
  void comesToAnEndWithRowsThatAreLargerThanTheMemory() {
    List<Run> runs = new ArrayList<>(runs(3));
    for (int i = 0; i < 4; i++) {
      runs.add(new Run(Path.of("large" + i), 1, 100 << 20, 1));
    }
    MergeSteps steps = new MergeSteps(1 << 20);

    int merged = 0;
    for (List<Run> some = steps.next(runs); !some.isEmpty(); some = steps.next(runs)) {
      assertThat(some).hasSizeGreaterThanOrEqualTo(2);
      runs.removeAll(some);
      runs.add(new Run(Path.of("merged" + merged++), 1, 100 << 20, 1));
    }

    assertThat(runs).hasSize(2);
  }

  private static List<Run> runs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Run(Path.of("run-" + i), 1, RECORD, 1))
        .toList();
  }
}

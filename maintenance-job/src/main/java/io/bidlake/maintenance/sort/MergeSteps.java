package io.bidlake.maintenance.sort;

import java.util.ArrayList;
import java.util.List;

/** Says which runs to make one of when there are more than can be read at once. */
final class MergeSteps {

  private final long memoryBytes;

  MergeSteps(long memoryBytes) {
    this.memoryBytes = memoryBytes;
  }

  /**
   * The runs to merge to one next, the longest waiting first; none when all can be read at once.
   * Two can always be read: rows that large are not for the memory that was given.
   */
  List<Run> next(List<Run> runs) {
    List<Run> some = new ArrayList<>();
    if (runs.size() <= 2 || readerBytes(runs) <= memoryBytes) {
      return some;
    }
    for (Run run : runs) {
      boolean isTooMuch =
          readerBytes(some) + run.readerBytes() + RunWriter.HEAP_BYTES > memoryBytes;
      if (some.size() >= 2 && (isTooMuch || isEnough(some, runs))) {
        break;
      }
      some.add(run);
    }
    return some;
  }

  /** Whether all could be read at once if these were one: more would be written for nothing. */
  private boolean isEnough(List<Run> some, List<Run> runs) {
    int largest = some.stream().mapToInt(Run::largestRecord).max().orElse(0);
    long merged = RunReader.HEAP_BYTES + largest;
    return readerBytes(runs) - readerBytes(some) + merged <= memoryBytes;
  }

  /** Bytes of the heap that reading runs at once takes. */
  static long readerBytes(List<Run> runs) {
    return runs.stream().mapToLong(Run::readerBytes).sum();
  }
}

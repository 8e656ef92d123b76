package io.bidlake.verify.windows;

import io.bidlake.verify.report.WindowsResult.WindowDifference;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Counts differences and keeps the first ones. */
final class Faults {

  static final int SHOWN = 20;

  private final TreeSet<WindowDifference> first =
      new TreeSet<>(
          Comparator.comparing(WindowDifference::time)
              .thenComparing(WindowDifference::key)
              .thenComparing(WindowDifference::column)
              .thenComparing(WindowDifference::toString));
  private long count;

  void add(WindowDifference difference) {
    count++;
    first.add(difference);
    if (first.size() > SHOWN) {
      first.pollLast();
    }
  }

  long count() {
    return count;
  }

  List<WindowDifference> first() {
    return List.copyOf(first);
  }
}

package io.bidlake.runtime.lake.files;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the files that all writers of a job keep open in this JVM. An open file takes about 0.6 MB
 * even with few rows, if it has up to forty columns, and more with more; the number of partitions
 * depends on the data of senders.
 */
final class OpenFiles {

  /** The limit for this JVM: a quarter of the heap, at 1 MB per file. */
  static final OpenFiles OF_THIS_JVM =
      new OpenFiles((int) (Runtime.getRuntime().maxMemory() >> 22));

  /** Number of files that each task may open in any case, as others may have used up the limit. */
  static final int OF_EACH_TASK = 8;

  private static final int COLUMNS_OF_ONE = 40;

  private final int most;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * @param most number of files with up to forty columns
   */
  OpenFiles(int most) {
    this.most = most;
  }

  /** Returns as how many files one with this number of columns counts. */
  static int weight(int columns) {
    return 1 + (columns - 1) / COLUMNS_OF_ONE;
  }

  /**
   * Returns whether a task with this number of open files must close one before it opens another.
   */
  boolean areExhausted(int ofThisTask) {
    return ofThisTask >= OF_EACH_TASK && open.get() >= most;
  }

  void opened(int weight) {
    open.addAndGet(weight);
  }

  void closed(int weight) {
    open.addAndGet(-weight);
  }

  int count() {
    return open.get();
  }
}

package io.bidlake.runtime.lake.files;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the number of files that all writers of a job keep open in this JVM. An open file takes
 * about 0.6 MB even with few rows, and the number of partitions depends on the data of senders.
 */
final class OpenFiles {

  /** The limit for this JVM: a quarter of the heap, at 1 MB per file. */
  static final OpenFiles OF_THIS_JVM =
      new OpenFiles((int) (Runtime.getRuntime().maxMemory() >> 22));

  /**
   * Number of files that each writer may open in any case, as others may have used up the limit.
   */
  static final int OF_EACH_WRITER = 8;

  private final int most;
  private final AtomicInteger open = new AtomicInteger();

  OpenFiles(int most) {
    this.most = most;
  }

  /**
   * Returns whether a writer with this number of open files must close one before it opens another.
   */
  boolean areExhausted(int ofThisWriter) {
    return ofThisWriter >= OF_EACH_WRITER && open.get() >= most;
  }

  void opened() {
    open.incrementAndGet();
  }

  void closed(int files) {
    open.addAndGet(-files);
  }

  int count() {
    return open.get();
  }
}

package io.bidlake.runtime.lake.files;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many files all writers of a job may have open in this JVM. One costs about 0.6 MB before it
 * has rows to speak of, and the senders of events choose the partitions, each of which is a file.
 */
final class OpenFiles {

  /** As many as take a quarter of the heap, with a megabyte for each. */
  static final OpenFiles OF_THIS_JVM =
      new OpenFiles((int) (Runtime.getRuntime().maxMemory() >> 22));

  /** A writer may have so many in any case: the others may have taken all there are. */
  static final int OF_EACH_WRITER = 8;

  private final int most;
  private final AtomicInteger open = new AtomicInteger();

  OpenFiles(int most) {
    this.most = most;
  }

  /** Whether a writer that has so many open must close one before it opens another. */
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

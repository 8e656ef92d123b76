package io.bidlake.runtime.lake.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The files that the writers of one task have open, of one table or of many. When the limit is
 * reached, the one is closed that has waited longest for a row, whatever table it is of. Not
 * thread-safe.
 */
public final class FilesOfTask {

  /** Number of files that each task may open in any case, as others may have used up the limit. */
  static final int OF_EACH_TASK = 8;

  private static final int COLUMNS_OF_ONE = 40;

  private final Limit limit;
  private final List<OpenFile> open = new ArrayList<>();
  private long rows;

  /** Limits the files together with those of all other tasks in this JVM. */
  public FilesOfTask() {
    this(Limit.OF_THIS_JVM);
  }

  FilesOfTask(Limit limit) {
    this.limit = limit;
  }

  /**
   * Limits the files that all tasks keep open in this JVM. An open file takes about 0.6 MB even
   * with few rows, if it has up to forty columns, and more with more; the number of partitions
   * depends on the data of senders.
   *
   * @param most number of files with up to forty columns
   * @param open as how many such files those count that are open
   */
  record Limit(int most, AtomicInteger open) {

    /** The limit for this JVM: a quarter of the heap, at 1 MB per file. */
    private static final Limit OF_THIS_JVM =
        new Limit((int) (Runtime.getRuntime().maxMemory() >> 22));

    Limit(int most) {
      this(most, new AtomicInteger());
    }
  }

  /** A file that a writer has open. */
  abstract class OpenFile {
    private final int weight;
    private long lastRow;

    OpenFile(int columns) {
      this.weight = 1 + (columns - 1) / COLUMNS_OF_ONE;
    }

    /** Called for each row. */
    final void used() {
      lastRow = ++rows;
    }

    /** Closes the file; its writer forgets it. */
    abstract void close() throws IOException;
  }

  /** Closes files until there is room for another, if there is any to close. */
  void makeRoom() throws IOException {
    while (open.size() >= OF_EACH_TASK && limit.open.get() >= limit.most) {
      OpenFile eldest = open.get(0);
      for (OpenFile file : open) {
        if (file.lastRow < eldest.lastRow) {
          eldest = file;
        }
      }
      forget(eldest);
      eldest.close();
    }
  }

  void opened(OpenFile file) {
    open.add(file);
    limit.open.addAndGet(file.weight);
  }

  void forget(OpenFile file) {
    open.remove(file);
    limit.open.addAndGet(-file.weight);
  }
}

package io.bidlake.runtime.lake.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that the writers of one task have open, of one table or of many. When the limit is
 * reached, the one is closed that has waited longest for a row, whatever table it is of. Not
 * thread-safe.
 */
public final class FilesOfTask {

  private final OpenFiles limit;
  private final List<OpenFile> open = new ArrayList<>();
  private long rows;

  /** Limits the files together with those of all other tasks in this JVM. */
  public FilesOfTask() {
    this(OpenFiles.OF_THIS_JVM);
  }

  FilesOfTask(OpenFiles limit) {
    this.limit = limit;
  }

  /** A file that a writer has open. */
  abstract class OpenFile {
    private final int weight;
    private long lastRow;

    OpenFile(int columns) {
      this.weight = OpenFiles.weight(columns);
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
    while (limit.areExhausted(open.size())) {
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
    limit.opened(file.weight);
  }

  void forget(OpenFile file) {
    open.remove(file);
    limit.closed(file.weight);
  }
}

package io.bidlake.maintenance.sort;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through the records of several runs in the order of their keys.
 *
 * <p>Not Iceberg's {@code SortedMerge}: that one reads a run's next row before it hands out the
 * current one, so that every row would have to be an object of its own.
 */
final class RunMerge implements Closeable {

  /** A heap: the reader at i is not behind those at 2i+1 and 2i+2. */
  private final RunReader[] readers;

  private final List<RunReader> opened = new ArrayList<>();
  private int size;
  private boolean started;

  RunMerge(List<Run> runs) throws IOException {
    readers = new RunReader[runs.size()];
    try {
      for (Run run : runs) {
        RunReader reader = new RunReader(run);
        opened.add(reader);
        if (reader.advance()) {
          readers[size++] = reader;
        }
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i);
    }
  }

  /** Goes to the next record; false if there is none. */
  boolean advance() throws IOException {
    if (!started) {
      started = true;
    } else if (size > 0) {
      if (!readers[0].advance()) {
        readers[0].close();
        readers[0] = readers[--size];
      }
      sink(0);
    }
    return size > 0;
  }

  /** The reader that stands at the current record. */
  RunReader current() {
    return readers[0];
  }

  private void sink(int start) {
    int at = start;
    RunReader reader = readers[at];
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && readers[child + 1].isBefore(readers[child])) {
        child++;
      }
      if (!readers[child].isBefore(reader)) {
        break;
      }
      readers[at] = readers[child];
      at = child;
    }
    readers[at] = reader;
  }

  @Override
  public void close() throws IOException {
    for (RunReader reader : opened) {
      reader.close();
    }
  }
}

package io.bidlake.maintenance.sort;

import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;

/** Stands at one of the records that it goes through in the order of their keys. */
abstract class RecordCursor {

  /** What holds the current record. */
  byte[] bytes;

  /** Where in the bytes it begins. */
  int record;

  /** Goes to the next record; false if there is none. */
  abstract boolean advance() throws IOException;

  /**
   * Goes through the records of several cursors.
   *
   * <p>Not Iceberg's {@code SortedMerge}: that one reads the next row of a cursor before it hands
   * out the current one, so that every row would have to be an object of its own.
   */
  static final class Merge extends RecordCursor {

    private final PriorityQueue<RecordCursor> waiting =
        new PriorityQueue<>(
            (a, b) -> RecordLayout.compareKeys(a.bytes, a.record, b.bytes, b.record, 0));

    private RecordCursor current;

    /**
     * @param cursors none of which has been advanced
     */
    Merge(List<? extends RecordCursor> cursors) throws IOException {
      for (RecordCursor cursor : cursors) {
        enqueue(cursor);
      }
    }

    @Override
    boolean advance() throws IOException {
      if (current != null) {
        enqueue(current);
      }
      current = waiting.poll();
      if (current == null) {
        return false;
      }
      bytes = current.bytes;
      record = current.record;
      return true;
    }

    private void enqueue(RecordCursor cursor) throws IOException {
      if (cursor.advance()) {
        waiting.add(cursor);
      }
    }
  }
}

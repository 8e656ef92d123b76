package io.bidlake.maintenance.sort;

import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;

/** Iterates over records in the order of their keys. */
abstract class RecordCursor {

  /** Array that contains the current record. */
  byte[] bytes;

  /** Position of the current record in the array. */
  int record;

  /** Moves to the next record; returns false if there is none. */
  abstract boolean advance() throws IOException;

  /**
   * Merges the records of several cursors.
   *
   * <p>Iceberg's {@code SortedMerge} is not used, because it reads the next row of a cursor before
   * it returns the current one, so each row would have to be a separate object.
   */
  static final class Merge extends RecordCursor {

    private final PriorityQueue<RecordCursor> waiting =
        new PriorityQueue<>(
            (a, b) -> RecordLayout.compareKeys(a.bytes, a.record, b.bytes, b.record, 0));

    private RecordCursor current;

    /**
     * @param cursors cursors, none of which has been advanced
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

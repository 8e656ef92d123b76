package io.bidlake.verify.landing;

import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What both sides have at each offset of a topic, in about 12 bytes per record, or 28 if records
 * are compared by a key, too. Rows are compared by hashes: Kafka's minus the lake's is zero if they
 * are equal. Thread-safe.
 */
final class OffsetLedger {

  /** The number of offsets that share an entry of the map. Gaps between them take memory, too. */
  private static final int CHUNK = 64;

  private final boolean hasKeys;
  private final Map<Integer, Partition> partitions = new ConcurrentSkipListMap<>();

  /**
   * @param hasKeys whether keys and times are kept
   */
  OffsetLedger(boolean hasKeys) {
    this.hasKeys = hasKeys;
  }

  /**
   * What a row or record is known by.
   *
   * @param content the hash of its columns
   * @param key the hash of the columns of its key
   * @param time its time in Kafka, in ms
   */
  record Mark(long content, long key, long time) {}

  /** Receives one offset with what is known about it. */
  interface Visitor {
    void visit(int partition, long offset, int known, boolean isSame, long key, long time);
  }

  /** Adds a record of Kafka. */
  void addRecord(int partition, long offset, int flags, Mark mark) {
    of(partition).add(offset, flags, 0, mark, 1, hasKeys);
  }

  /** Adds a row of the table. */
  void addRow(int partition, long offset, int flags, Mark mark) {
    of(partition).add(offset, Outcome.A_ROW | flags, Outcome.ROWS, mark, -1, hasKeys);
  }

  /** Adds a dead letter. */
  void addLetter(int partition, long offset, int flags) {
    of(partition)
        .add(offset, Outcome.A_LETTER | flags, Outcome.LETTERS, new Mark(0, 0, 0), 0, false);
  }

  private Partition of(int partition) {
    return partitions.computeIfAbsent(partition, key -> new Partition());
  }

  void visit(Visitor visitor) {
    partitions.forEach((partition, offsets) -> offsets.visit(partition, visitor));
  }

  private static final class Partition {

    private final Long2ObjectMap<Chunk> chunks = new Long2ObjectOpenHashMap<>();

    /**
     * Adds what is known about an offset.
     *
     * @param again the flag for the second row or dead letter
     * @param sign of the hash in the difference of both sides
     */
    private synchronized void add(
        long offset, int flags, int again, Mark mark, int sign, boolean hasKeys) {
      Chunk chunk = chunks.computeIfAbsent(Math.floorDiv(offset, CHUNK), key -> new Chunk(hasKeys));
      int at = Math.floorMod(offset, CHUNK);
      int first = again >>> 1;
      int repeated = again != 0 && Outcome.has(chunk.known[at], first) ? again : 0;
      if (hasKeys && (flags & (Outcome.KEY | Outcome.KEY_WITH_NULL)) != 0) {
        chunk.set(at, mark.key(), mark.time());
      }
      chunk.known[at] |= flags | repeated;
      chunk.difference[at] += sign * mark.content();
    }

    private synchronized void visit(int partition, Visitor visitor) {
      chunks
          .keySet()
          .longStream()
          .sorted()
          .forEach(number -> chunks.get(number).visit(partition, number * CHUNK, visitor));
    }
  }

  private static final class Chunk {

    private final int[] known = new int[CHUNK];
    private final long[] difference = new long[CHUNK];
    private long[] keys;
    private long[] times;

    private Chunk(boolean hasKeys) {
      if (hasKeys) {
        makeRoom();
      }
    }

    private void makeRoom() {
      keys = new long[CHUNK];
      times = new long[CHUNK];
    }

    private void set(int at, long key, long time) {
      if (keys == null) {
        makeRoom();
      }
      keys[at] = key;
      times[at] = time;
    }

    private void visit(int partition, long first, Visitor visitor) {
      for (int at = 0; at < CHUNK; at++) {
        if (known[at] != 0) {
          visitor.visit(
              partition,
              first + at,
              known[at],
              difference[at] == 0,
              keys == null ? 0 : keys[at],
              times == null ? 0 : times[at]);
        }
      }
    }
  }
}

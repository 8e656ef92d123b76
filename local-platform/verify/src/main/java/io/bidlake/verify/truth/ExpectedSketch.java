package io.bidlake.verify.truth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.apache.datasketches.common.SketchesArgumentException;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.HashIterator;
import org.apache.datasketches.theta.Sketch;
import org.apache.datasketches.theta.Sketches;
import org.apache.iceberg.util.ByteBuffers;

/**
 * The sketch of an audience: of its users exactly those whose hash is below the sketch's theta.
 * While the window is open, those that must be in it, and any of the others.
 */
record ExpectedSketch(Audience audience) implements Expected {

  static final String COLUMN = "users_sketch";

  /** The nominal size: a sketch of more users contains as many. */
  private static final int NOMINAL = 4_096;

  /** The seed of the hashes. */
  private static final long SEED = 9001;

  private static final int PREAMBLE = 24;

  /** The position of the number of hashes. */
  private static final int SIZE = 8;

  /**
   * The number of users that a sketch of more users contains at least. It contains fewer than the
   * nominal size only if very many were taken back, by late events.
   */
  private static final int LEAST = NOMINAL / 2;

  /** The sketch of a row; empty if the bytes are none. */
  static Optional<Sketch> read(Row row) {
    return read(row.columns().apply(COLUMN));
  }

  private static Optional<Sketch> read(Object found) {
    byte[] bytes =
        found instanceof ByteBuffer buffer
            ? ByteBuffers.toByteArray(buffer)
            : found instanceof byte[] array ? array : new byte[0];
    if (bytes.length < PREAMBLE || bytes.length != PREAMBLE + size(bytes) * Long.BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(Sketches.heapifySketch(Memory.wrap(bytes), SEED));
    } catch (SketchesArgumentException e) {
      return Optional.empty();
    }
  }

  private static int size(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(SIZE);
  }

  @Override
  public boolean accepts(Object found, Row row) {
    return read(found).filter(sketch -> accepts(sketch, row)).isPresent();
  }

  private boolean accepts(Sketch sketch, Row row) {
    long theta = sketch.getThetaLong();
    int size = sketch.getRetainedEntries();
    if (size > NOMINAL || (theta < Long.MAX_VALUE && size < LEAST)) {
      return false;
    }
    // Of an open window, it can be a sketch of fewer users, with a higher theta.
    if (row.until() == Row.COMPLETE && theta > audience.limit()) {
      return false;
    }
    long below = Math.min(theta, audience.limit());
    LongPredicate isDue = user -> user < below && audience.hadBy(row.until(), user);
    long due = 0;
    HashIterator users = sketch.iterator();
    while (users.next()) {
      if (users.get() < below && !audience.has(users.get())) {
        return false;
      }
      due += isDue.test(users.get()) ? 1 : 0;
    }
    return due == Arrays.stream(audience.users()).filter(isDue).count();
  }

  @Override
  public String toString() {
    return "a sketch of " + audience;
  }
}

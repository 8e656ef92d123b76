package io.bidlake.maintenance.sort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.binary.BinaryRowData;

/**
 * A row with its key as bytes, the same in memory and in files: the size of the key, the size of
 * the row, the key, the row. The row is as {@link BinaryRowData} has it.
 */
final class RecordLayout {

  /** Bytes in front of the key. */
  static final int HEADER = 2 * Integer.BYTES;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private RecordLayout() {}

  static int sizeOf(int keySize, int rowSize) {
    return Math.addExact(Math.addExact(HEADER, keySize), rowSize);
  }

  static void writeHeader(byte[] bytes, int record, int keySize, int rowSize) {
    INTS.set(bytes, record, keySize);
    INTS.set(bytes, record + Integer.BYTES, rowSize);
  }

  static int keySize(byte[] bytes, int record) {
    return (int) INTS.get(bytes, record);
  }

  static int rowSize(byte[] bytes, int record) {
    return (int) INTS.get(bytes, record + Integer.BYTES);
  }

  /** Lets a row show the record's; nothing is copied. */
  static void pointTo(byte[] bytes, int record, MemorySegment segment, BinaryRowData row) {
    int rowStart = record + HEADER + keySize(bytes, record);
    row.pointTo(segment, rowStart, rowSize(bytes, record));
  }

  /**
   * Eight bytes of a key as a number whose signed order is theirs; behind the key's end there are
   * zeros, so that those of equal keys are equal.
   */
  static long keyChunk(byte[] bytes, int record, int depth) {
    int left = keySize(bytes, record) - depth;
    if (left <= 0) {
      return Long.MIN_VALUE;
    }
    // A row has at least eight bytes, so these are the record's own even where the key is short.
    long chunk = (long) LONGS.get(bytes, record + HEADER + depth);
    if (left < Long.BYTES) {
      chunk &= -1L << (Long.SIZE - Byte.SIZE * left);
    }
    return chunk ^ Long.MIN_VALUE;
  }

  /** Compares the keys of two records from a depth on. */
  static int compareKeys(byte[] left, int leftRecord, byte[] right, int rightRecord, int depth) {
    int leftKey = leftRecord + HEADER;
    int rightKey = rightRecord + HEADER;
    int leftEnd = leftKey + keySize(left, leftRecord);
    int rightEnd = rightKey + keySize(right, rightRecord);
    return Arrays.compareUnsigned(
        left,
        Math.min(leftKey + depth, leftEnd),
        leftEnd,
        right,
        Math.min(rightKey + depth, rightEnd),
        rightEnd);
  }
}

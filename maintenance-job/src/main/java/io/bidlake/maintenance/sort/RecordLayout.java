package io.bidlake.maintenance.sort;

import io.bidlake.maintenance.sort.keys.KeyBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.data.binary.BinarySegmentUtils;

/**
 * Binary layout of a row with its key, in memory and in files: key size, row size, key, row. The
 * row is in the format of {@link BinaryRowData}.
 */
final class RecordLayout {

  /** Number of bytes before the key. */
  static final int HEADER = 2 * Integer.BYTES;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private RecordLayout() {}

  static int sizeOf(KeyBytes key, BinaryRowData row) {
    return Math.addExact(Math.addExact(HEADER, key.size()), row.getSizeInBytes());
  }

  static void write(KeyBytes key, BinaryRowData row, byte[] bytes, int record) {
    INTS.set(bytes, record, key.size());
    INTS.set(bytes, record + Integer.BYTES, row.getSizeInBytes());
    key.copyTo(bytes, record + HEADER);
    BinarySegmentUtils.copyToBytes(
        row.getSegments(),
        row.getOffset(),
        bytes,
        record + HEADER + key.size(),
        row.getSizeInBytes());
  }

  /** Returns the size in bytes of a whole record; reads only the header. */
  static int size(byte[] bytes, int record) {
    return HEADER + keySize(bytes, record) + rowSize(bytes, record);
  }

  static int keySize(byte[] bytes, int record) {
    return (int) INTS.get(bytes, record);
  }

  static int rowSize(byte[] bytes, int record) {
    return (int) INTS.get(bytes, record + Integer.BYTES);
  }

  /**
   * Returns eight bytes of a key as a number whose signed order is the unsigned order of the bytes.
   * Bytes after the end of the key are zero, so that equal keys give equal numbers.
   */
  static long keyChunk(byte[] bytes, int record, int depth) {
    int left = keySize(bytes, record) - depth;
    if (left <= 0) {
      return Long.MIN_VALUE;
    }
    // A row has at least eight bytes, so the read stays within the record even if the key is short.
    long chunk = (long) LONGS.get(bytes, record + HEADER + depth);
    if (left < Long.BYTES) {
      chunk &= -1L << (Long.SIZE - Byte.SIZE * left);
    }
    return chunk ^ Long.MIN_VALUE;
  }

  /** Compares the keys of two records from a byte position on. */
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

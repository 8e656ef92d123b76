package io.bidlake.maintenance.sort.keys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The key of one row, appended value by value. Keys compare as unsigned bytes, and none is the
 * beginning of another as long as every value says itself where it ends.
 */
public final class KeyBytes {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final byte END = 0;
  private static final byte ESCAPE = 1;

  private byte[] bytes = new byte[64];
  private int size;

  void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  /** Bytes that this takes of the heap. */
  public int capacity() {
    return bytes.length;
  }

  void addByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Puts another byte in the place of the one at a position. */
  void replace(int position, int value) {
    bytes[position] = (byte) value;
  }

  /** Appends a number so that negative ones sort before the others. */
  void addInt(int value) {
    reserve(Integer.BYTES);
    INTS.set(bytes, size, value ^ Integer.MIN_VALUE);
    size += Integer.BYTES;
  }

  /** Appends a number so that negative ones sort before the others. */
  void addLong(long value) {
    reserve(Long.BYTES);
    LONGS.set(bytes, size, value ^ Long.MIN_VALUE);
    size += Long.BYTES;
  }

  /** Appends bytes of any number so that they sort before every continuation of them. */
  void addText(byte[] text, int from, int length) {
    int escapes = 0;
    for (int i = from; i < from + length; i++) {
      if (isEscaped(text[i])) {
        escapes++;
      }
    }
    reserve(Math.addExact(length, escapes) + 1);
    if (escapes == 0) {
      System.arraycopy(text, from, bytes, size, length);
      size += length;
    } else {
      addEscaped(text, from, length);
    }
    bytes[size++] = END;
  }

  private void addEscaped(byte[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (isEscaped(text[i])) {
        bytes[size++] = ESCAPE;
        bytes[size++] = (byte) (text[i] + 1);
      } else {
        bytes[size++] = text[i];
      }
    }
  }

  private static boolean isEscaped(byte value) {
    return value == END || value == ESCAPE;
  }

  /** Turns the order of what was appended from a position on. */
  void invertFrom(int position) {
    for (int i = position; i < size; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
  }

  public void copyTo(byte[] target, int position) {
    System.arraycopy(bytes, 0, target, position, size);
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(bytes.length * 2L, 1 << 30)));
    }
  }
}

package io.bidlake.maintenance.sort.keys;

import java.nio.ByteBuffer;

/**
 * The key of one row, appended value by value. Keys are compared as unsigned bytes. No key is a
 * prefix of another, because each value has a fixed length or a terminator.
 */
public final class KeyBytes {

  private static final byte END = 0;
  private static final byte ESCAPE = 1;

  private ByteBuffer bytes = ByteBuffer.allocate(64);

  void clear() {
    bytes.clear();
  }

  public int size() {
    return bytes.position();
  }

  void addByte(int value) {
    reserve(1);
    bytes.put((byte) value);
  }

  /** Replaces the byte at a position. */
  void replace(int position, int value) {
    bytes.put(position, (byte) value);
  }

  /** Appends a number so that negative ones sort before the others. */
  void addInt(int value) {
    reserve(Integer.BYTES);
    bytes.putInt(value ^ Integer.MIN_VALUE);
  }

  /** Appends a number so that negative ones sort before the others. */
  void addLong(long value) {
    reserve(Long.BYTES);
    bytes.putLong(value ^ Long.MIN_VALUE);
  }

  /**
   * Appends bytes of variable length, with a terminator, so that they sort before any longer bytes
   * with this prefix.
   */
  void addText(byte[] text) {
    int escapes = 0;
    for (byte value : text) {
      if (isEscaped(value)) {
        escapes++;
      }
    }
    reserve(Math.addExact(text.length, escapes) + 1);
    if (escapes == 0) {
      bytes.put(text);
    } else {
      addEscaped(text);
    }
    bytes.put(END);
  }

  private void addEscaped(byte[] text) {
    for (byte value : text) {
      if (isEscaped(value)) {
        bytes.put(ESCAPE).put((byte) (value + 1));
      } else {
        bytes.put(value);
      }
    }
  }

  private static boolean isEscaped(byte value) {
    return value == END || value == ESCAPE;
  }

  /** Inverts the order of the bytes from a position on. */
  void invertFrom(int position) {
    for (int i = position; i < size(); i++) {
      bytes.put(i, (byte) ~bytes.get(i));
    }
  }

  public void copyTo(byte[] target, int position) {
    System.arraycopy(bytes.array(), 0, target, position, size());
  }

  private void reserve(int more) {
    if (bytes.remaining() < more) {
      int needed = Math.addExact(size(), more);
      long grown = Math.max(needed, Math.min(bytes.capacity() * 2L, 1 << 30));
      bytes = ByteBuffer.allocate((int) grown).put(bytes.flip());
    }
  }
}

package io.bidlake.runtime.avro;

import io.bidlake.domain.SenderText;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Decodes Avro's binary encoding from a byte array. Avro's own decoder also supports streams: it
 * sets up a buffer and copies bytes for each record, which costs as much as decoding the values of
 * a short record. This decoder checks that enough bytes are left before it allocates memory for a
 * value.
 */
public final class BytesDecoder extends Decoder {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * Maximum number of items in all arrays and maps of a record. Without it, a corrupt length would
   * cause memory to be allocated for items that do not exist. Avro has such a limit too, but it is
   * a system property, read once per JVM.
   */
  static final int MOST_ITEMS = 1 << 20;

  private byte[] bytes = {};
  private int position;

  /**
   * Number of items in all arrays and maps so far. Items can have a size of zero bytes, so the
   * number of bytes does not bound it.
   */
  private long items;

  private boolean unreadableText;

  /** Starts reading an array at a position; the input ends at the end of the array. */
  public void begin(byte[] array, int start) {
    bytes = array;
    position = start;
    items = 0;
    unreadableText = false;
  }

  /**
   * Returns whether a text was read that is not UTF-8 or contains a NUL. Avro requires UTF-8, but
   * producers do not check it.
   */
  public boolean hasUnreadableText() {
    return unreadableText;
  }

  /** Returns whether the array has been read completely. */
  public boolean isEnd() {
    return position == bytes.length;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() {
    return bytes[position++] == 1;
  }

  @Override
  public int readInt() throws IOException {
    int first = bytes[position++];
    if (first >= 0) {
      return (first >>> 1) ^ -(first & 1);
    }
    int value = first & 0x7f;
    for (int shift = 7; shift < Integer.SIZE; shift += 7) {
      int next = bytes[position++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new InvalidNumberEncodingException("Invalid int encoding");
  }

  @Override
  public long readLong() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = bytes[position++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new InvalidNumberEncodingException("Invalid long encoding");
  }

  @Override
  public float readFloat() {
    int bits = (int) INTS.get(bytes, position);
    position += Float.BYTES;
    return Float.intBitsToFloat(bits);
  }

  @Override
  public double readDouble() {
    long bits = (long) LONGS.get(bytes, position);
    position += Double.BYTES;
    return Double.longBitsToDouble(bits);
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    int length = readLength();
    Utf8 text = old == null ? new Utf8() : old;
    text.setByteLength(length);
    System.arraycopy(bytes, position, text.getBytes(), 0, length);
    unreadableText |= !SenderText.isReadable(bytes, position, length);
    position += length;
    return text;
  }

  @Override
  public String readString() throws IOException {
    return readString(null).toString();
  }

  @Override
  public void skipString() throws IOException {
    int length = readLength();
    position += length;
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    int length = readLength();
    ByteBuffer value =
        old == null || old.capacity() < length ? ByteBuffer.allocate(length) : old.clear();
    value.put(bytes, position, length).flip();
    position += length;
    return value;
  }

  @Override
  public void skipBytes() throws IOException {
    skipString();
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    requireLeft(length);
    System.arraycopy(bytes, position, target, start, length);
    position += length;
  }

  @Override
  public void skipFixed(int length) throws IOException {
    requireLeft(length);
    position += length;
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return readCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return readCount();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return readCount();
  }

  @Override
  public long mapNext() throws IOException {
    return readCount();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  /**
   * Reads the number of items of the next block; after a negative number, it skips the size of the
   * block.
   */
  private long readCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      count = -count;
      readLong();
    }
    return counted(count);
  }

  private long counted(long count) {
    if (count < 0 || count > MOST_ITEMS - items) {
      throw new AvroRuntimeException(
          "a record must have at most %,d items, got %,d more than %,d"
              .formatted(MOST_ITEMS, count, items));
    }
    items += count;
    return count;
  }

  /**
   * Skips blocks that state their size; returns the number of items of the next block that does
   * not.
   */
  private long skipBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      skipFixed(checked(readLong()));
      count = readLong();
    }
    return counted(count);
  }

  private int readLength() throws IOException {
    int length = bytes[position];
    if (length >= 0) {
      position++;
      length = (length >>> 1) ^ -(length & 1);
      requireLeft(length);
      return length;
    }
    return checked(readLong());
  }

  private int checked(long length) throws IOException {
    int bounded = (int) Math.max(-1, Math.min(length, Integer.MAX_VALUE));
    requireLeft(bounded);
    return bounded;
  }

  private void requireLeft(int length) throws IOException {
    if (length < 0 || length > bytes.length - position) {
      throw new EOFException(
          "expected %d more bytes, were %d".formatted(length, bytes.length - position));
    }
  }
}

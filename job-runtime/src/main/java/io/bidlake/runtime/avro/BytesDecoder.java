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
 * Avro's binary encoding, read from one array. Avro's own decoder also reads streams: it sets up a
 * buffer for each record and copies its last bytes, which costs short records as much as their
 * values. Here nothing is allocated before the bytes for it are seen to be there.
 */
public final class BytesDecoder extends Decoder {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * Items that all arrays and maps of a record may have together. A garbled length would otherwise
   * have memory allocated for items that are not there. Avro has such a limit too, but reads it
   * from the system properties of whoever loads it first.
   */
  static final int MOST_ITEMS = 1 << 20;

  private byte[] bytes = {};
  private int position;

  /** Items of all arrays and maps: some take no bytes, so that these do not bound them. */
  private long items;

  private boolean unreadableText;

  /** Begins to read an array at a position; the array ends what is read. */
  public void begin(byte[] array, int start) {
    bytes = array;
    position = start;
    items = 0;
    unreadableText = false;
  }

  /** Whether a text was read that is none: Avro says that it is UTF-8, and nobody checks it. */
  public boolean hasUnreadableText() {
    return unreadableText;
  }

  /** Whether all of the array was read. */
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

  /** The items of the next block; a negative number is followed by the size of the block. */
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

  /** Passes over the blocks that tell their size; the items of the next must be read. */
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

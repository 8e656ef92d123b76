package io.bidlake.runtime.state;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Variable-length encoding of numbers: zigzag, seven bits per byte, the low bits first. A time
 * difference takes one to three bytes, an epoch time in milliseconds six.
 */
public final class VarInt {

  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  private VarInt() {}

  public static void write(long number, DataOutputView out) throws IOException {
    // Zigzag: negative numbers near zero are short too.
    long rest = (number << 1) ^ (number >> 63);
    while (rest < 0 || rest >= MORE) {
      out.writeByte((int) (rest | MORE));
      rest >>>= BITS;
    }
    out.writeByte((int) rest);
  }

  /** Reads what {@link #write} has written. */
  public static long read(DataInputView in) throws IOException {
    long number = 0;
    int shift = 0;
    int part = in.readUnsignedByte();
    while (part >= MORE) {
      number |= (long) (part - MORE) << shift;
      shift += BITS;
      part = in.readUnsignedByte();
    }
    number |= (long) part << shift;
    return (number >>> 1) ^ -(number & 1);
  }
}

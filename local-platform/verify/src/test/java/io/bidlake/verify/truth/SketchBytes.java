package io.bidlake.verify.truth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Theta sketches as the table has them. */
public final class SketchBytes {

  private SketchBytes() {}

  /** A sketch of users that it has all. */
  public static ByteBuffer of(long... users) {
    return below(Long.MAX_VALUE, users);
  }

  /** A sketch of the users whose hash is lower than theta. */
  public static ByteBuffer below(long theta, long... users) {
    ByteBuffer bytes = ByteBuffer.allocate(24 + 8 * users.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {3, 3, 3, 0, 0, 0x1a, (byte) 0xcc, (byte) 0x93});
    bytes.putInt(users.length).putFloat(1).putLong(theta);
    Arrays.stream(users).sorted().forEach(bytes::putLong);
    return bytes.flip();
  }
}

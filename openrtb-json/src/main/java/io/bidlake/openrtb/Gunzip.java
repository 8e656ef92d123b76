package io.bidlake.openrtb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Decompresses values that were compressed with gzip (OpenRTB 2.6, section 2.4). */
public final class Gunzip {

  /** Largest decompressed size, in bytes; larger values are refused before they use more memory. */
  public static final int LARGEST = 16 << 20;

  private Gunzip() {}

  /** Whether a value starts with gzip's magic bytes, which JSON and text never do. */
  public static boolean isGzip(byte[] value) {
    return value.length >= 2 && value[0] == 0x1f && value[1] == (byte) 0x8b;
  }

  /**
   * Decompresses a value of one or more gzip members.
   *
   * @throws IOException if it is corrupt, truncated, followed by other data, or too large
   */
  public static byte[] inflate(byte[] value) throws IOException {
    try (WholeValue gzip = new WholeValue(value)) {
      byte[] inflated = gzip.readNBytes(LARGEST + 1);
      if (inflated.length > LARGEST) {
        throw new ZipException("more than " + LARGEST + " bytes when decompressed");
      }
      gzip.requireEnd();
      return inflated;
    }
  }

  /** The JDK's stream ignores data after a member that is not another member. */
  private static final class WholeValue extends GZIPInputStream {

    /** Length of a member's trailer: checksum and size. */
    private static final int TRAILER = 8;

    WholeValue(byte[] value) throws IOException {
      super(new ByteArrayInputStream(value), value.length); // The inflater holds all of it at once.
    }

    void requireEnd() throws ZipException {
      if (inf.getRemaining() != TRAILER) {
        throw new ZipException("something else follows the compressed bytes");
      }
    }
  }
}

package io.bidlake.openrtb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Values that a sender has compressed with gzip (OpenRTB 2.6, 2.4). */
public final class Gunzip {

  /** How many bytes a value can grow to. What is larger is refused before it takes more memory. */
  public static final int LARGEST = 16 << 20;

  private Gunzip() {}

  /** Whether a value begins as gzip does. JSON and lines of text never do. */
  public static boolean isGzip(byte[] value) {
    return value.length >= 2 && value[0] == 0x1f && value[1] == (byte) 0x8b;
  }

  /**
   * Takes a value, of one or more gzip members, out of its compression.
   *
   * @throws IOException if it is broken, cut off, followed by anything else, or too large
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

  /** The JDK's stream takes what follows a member and is none for the end of the data. */
  private static final class WholeValue extends GZIPInputStream {

    /** Checksum and length. */
    private static final int TRAILER = 8;

    WholeValue(byte[] value) throws IOException {
      super(new ByteArrayInputStream(value), value.length); // All of it is in the inflater at once.
    }

    void requireEnd() throws ZipException {
      if (inf.getRemaining() != TRAILER) {
        throw new ZipException("something else follows the compressed bytes");
      }
    }
  }
}

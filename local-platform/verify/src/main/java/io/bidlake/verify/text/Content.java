package io.bidlake.verify.text;

import io.bidlake.verify.layout.DeadLetterReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** The contents of a Kafka record's value, which may be compressed with gzip. */
public final class Content {

  private Content() {}

  /**
   * Returns the decompressed bytes.
   *
   * @throws FaultException if there are none
   */
  public static byte[] of(byte[] value) throws FaultException {
    boolean isGzip =
        value != null && value.length >= 2 && value[0] == 0x1f && value[1] == (byte) 0x8b;
    byte[] bytes = isGzip ? decompressed(value) : value;
    if (bytes == null || Whitespace.skip(bytes, start(bytes), bytes.length) == bytes.length) {
      throw new FaultException(DeadLetterReason.EMPTY, "nothing but white space");
    }
    return bytes;
  }

  private static byte[] decompressed(byte[] value) throws FaultException {
    try (Members in = new Members(value)) {
      byte[] bytes = in.readNBytes(JsonText.LONGEST + 1);
      if (bytes.length > JsonText.LONGEST || in.isFollowed()) {
        throw new IOException("longer than 16 MiB, or not all of it is compressed");
      }
      return bytes;
    } catch (IOException e) {
      throw new FaultException(DeadLetterReason.MALFORMED, e.getMessage());
    }
  }

  /**
   * A stream over all gzip members of a value. Java's stream silently stops at bytes that are not a
   * member.
   */
  private static final class Members extends GZIPInputStream {

    private static final int CHECKSUM_AND_LENGTH = 8;

    private Members(byte[] value) throws IOException {
      super(new ByteArrayInputStream(value), Math.max(1, value.length));
    }

    /** Whether more bytes than its trailer follow the last member. */
    private boolean isFollowed() {
      return inf.getRemaining() > CHECKSUM_AND_LENGTH;
    }
  }

  /** The start of the text, after a byte order mark. */
  public static int start(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    return marked ? 3 : 0;
  }
}

package io.bidlake.verify.text;

import io.bidlake.verify.layout.DeadLetterReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** The contents of a Kafka record's value, which may be compressed with gzip. */
public final class Content {

  private Content() {}

  /**
   * Returns the decompressed bytes; null if there are none.
   *
   * @param none receives the reason if there are none
   */
  public static byte[] of(byte[] value, Consumer<DeadLetterReason> none) {
    byte[] bytes = value;
    if (value != null && value.length >= 2 && value[0] == 0x1f && value[1] == (byte) 0x8b) {
      try (Members in = new Members(value)) {
        bytes = in.readNBytes(JsonText.LONGEST + 1);
        if (bytes.length <= JsonText.LONGEST && in.isFollowed()) {
          throw new IOException("not all of it is compressed");
        }
      } catch (IOException e) {
        none.accept(DeadLetterReason.MALFORMED);
        return null;
      }
      if (bytes.length > JsonText.LONGEST) {
        none.accept(DeadLetterReason.MALFORMED);
        return null;
      }
    }
    if (bytes == null || Whitespace.skip(bytes, start(bytes), bytes.length) == bytes.length) {
      none.accept(DeadLetterReason.EMPTY);
      return null;
    }
    return bytes;
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

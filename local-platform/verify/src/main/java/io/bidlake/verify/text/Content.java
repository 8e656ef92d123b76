package io.bidlake.verify.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** What the value of a Kafka record holds, which may be compressed. */
public final class Content {

  private Content() {}

  /**
   * The bytes to read; null if there are none.
   *
   * @param none takes the reason if there are none
   */
  public static byte[] of(byte[] value, Consumer<Reason> none) {
    byte[] bytes = value;
    if (value != null && value.length >= 2 && value[0] == 0x1f && value[1] == (byte) 0x8b) {
      try (Members in = new Members(value)) {
        bytes = in.readNBytes(JsonText.LONGEST + 1);
        if (bytes.length <= JsonText.LONGEST && in.isFollowed()) {
          throw new IOException("not all of it is compressed");
        }
      } catch (IOException e) {
        none.accept(Reason.MALFORMED);
        return null;
      }
      if (bytes.length > JsonText.LONGEST) {
        none.accept(Reason.MALFORMED);
        return null;
      }
    }
    if (bytes == null || Whitespace.skip(bytes, start(bytes), bytes.length) == bytes.length) {
      none.accept(Reason.EMPTY);
      return null;
    }
    return bytes;
  }

  /** All members of a value. Java's stream stops without a word at what is none. */
  private static final class Members extends GZIPInputStream {

    private static final int CHECKSUM_AND_LENGTH = 8;

    private Members(byte[] value) throws IOException {
      super(new ByteArrayInputStream(value), Math.max(1, value.length));
    }

    /** Whether more bytes follow the last member than its own last ones. */
    private boolean isFollowed() {
      return inf.getRemaining() > CHECKSUM_AND_LENGTH;
    }
  }

  /** Where the text begins: after a byte order mark. */
  public static int start(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    return marked ? 3 : 0;
  }
}

package io.bidlake.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes ids and names into state in few bytes: a UUID, which most ids are, takes 17 and any other
 * text as much as in UTF-8 and one byte more. What is read is what was written.
 */
public final class EventText {

  private static final int AS_UUID = 0;
  private static final int AS_NULL = 1;
  private static final int WITH_LONG_LENGTH = 2;
  private static final int WITH_LENGTH = 3;
  private static final int LONGEST_WITH_LENGTH = 255 - WITH_LENGTH;
  private static final int UUID_LENGTH = 36;

  private EventText() {}

  /** Writes a text, or null. */
  public static void write(String text, DataOutputView out) throws IOException {
    if (text == null) {
      out.writeByte(AS_NULL);
    } else if (isUuid(text)) {
      UUID uuid = UUID.fromString(text);
      out.writeByte(AS_UUID);
      out.writeLong(uuid.getMostSignificantBits());
      out.writeLong(uuid.getLeastSignificantBits());
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length <= LONGEST_WITH_LENGTH) {
        out.writeByte(WITH_LENGTH + bytes.length);
      } else {
        out.writeByte(WITH_LONG_LENGTH);
        out.writeInt(bytes.length);
      }
      out.write(bytes);
    }
  }

  /** Reads what {@link #write} has written. */
  public static String read(DataInputView in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case AS_NULL -> null;
      case AS_UUID -> new UUID(in.readLong(), in.readLong()).toString();
      case WITH_LONG_LENGTH -> text(in, in.readInt());
      default -> text(in, kind - WITH_LENGTH);
    };
  }

  private static String text(DataInputView in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Whether the text is a UUID just as Java writes it, so that it can be written back. */
  private static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      boolean fits = dash ? c == '-' : hex;
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}

package io.bidlake.verify.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Texts in a file: a UUID, as most ids are, in 16 bytes instead of 36. */
final class SpillText {

  private static final byte NOTHING = 0;
  private static final byte AS_UUID = 1;
  private static final byte AS_UTF8 = 2;
  private static final int UUID_LENGTH = 36;

  private SpillText() {}

  static void write(String text, DataOutput out) throws IOException {
    if (text == null) {
      out.writeByte(NOTHING);
      return;
    }
    UUID uuid = uuid(text);
    if (uuid != null) {
      out.writeByte(AS_UUID);
      out.writeLong(uuid.getMostSignificantBits());
      out.writeLong(uuid.getLeastSignificantBits());
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeByte(AS_UTF8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  static String read(DataInput in) throws IOException {
    byte kind = in.readByte();
    if (kind == NOTHING) {
      return null;
    }
    if (kind == AS_UUID) {
      return new UUID(in.readLong(), in.readLong()).toString();
    }
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Only of a text that comes back as it is: in lower case, with all its zeros. */
  private static UUID uuid(String text) {
    if (text.length() != UUID_LENGTH || text.charAt(8) != '-') {
      return null;
    }
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? uuid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

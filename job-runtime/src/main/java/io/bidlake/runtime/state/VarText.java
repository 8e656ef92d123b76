package io.bidlake.runtime.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Length-prefixed UTF-8 encoding of texts: usually one byte more than the text. */
public final class VarText {

  /** Order of the UTF-8 bytes, null first. */
  public static final Comparator<String> ORDER =
      Comparator.nullsFirst(Comparator.comparing(VarText::bytes, Arrays::compareUnsigned));

  private VarText() {}

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a text, or null. */
  public static void write(String text, DataOutputView out) throws IOException {
    if (text == null) {
      VarInt.write(-1, out);
    } else {
      byte[] bytes = bytes(text);
      VarInt.write(bytes.length, out);
      out.write(bytes);
    }
  }

  /** Reads what {@link #write} has written. */
  public static String read(DataInputView in) throws IOException {
    int length = (int) VarInt.read(in);
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

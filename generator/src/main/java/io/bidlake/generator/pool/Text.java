package io.bidlake.generator.pool;

import java.util.Arrays;
import java.util.List;
import org.apache.avro.util.Utf8;

/** Creates texts as events contain them: encoded once and shared by all events. */
public final class Text {

  private Text() {}

  /** Returns the encoded text, null for an empty one. */
  public static Utf8 of(String text) {
    return text.isEmpty() ? null : new Utf8(text);
  }

  public static List<Utf8> list(String... texts) {
    return Arrays.stream(texts).map(Utf8::new).toList();
  }

  public static List<Utf8> list(List<String> texts) {
    return texts.stream().map(Utf8::new).toList();
  }
}

package io.bidlake.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTextTest {

  private final DataOutputSerializer out = new DataOutputSerializer(8);

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "a", "\0", "USA", "publisher-ü-Ω-\uD83D\uDE00"})
  void readsWhatWasWritten(String text) throws IOException {
    EventText.write(text, out);

    assertThat(read()).isEqualTo(text);
  }

  @Test
  void readsTextsOfEveryLengthInTheirOrder() throws IOException {
    for (int length = 0; length <= 300; length++) {
      EventText.write("é".repeat(length), out);
    }

    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    for (int length = 0; length <= 300; length++) {
      assertThat(EventText.read(in)).isEqualTo("é".repeat(length));
    }
    assertThat(in.available()).isZero();
  }

  @Test
  void takesOneByteMoreThanAShortText() throws IOException {
    EventText.write("site-1", out);

    assertThat(out.length()).isEqualTo(7);
  }

  @Test
  void takesOneByteForNone() throws IOException {
    EventText.write(null, out);

    assertThat(out.length()).isEqualTo(1);
  }

  @Test
  void ordersTextsByTheirBytesWithNoneFirst() {
    assertThat(
            Stream.of("b", "\uD83D\uDE00", "", "ab", null, "\uFFFD", "a").sorted(EventText.ORDER))
        .containsExactly(null, "", "a", "ab", "b", "\uFFFD", "\uD83D\uDE00");
  }

  private String read() throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    String text = EventText.read(in);
    assertThat(in.available()).isZero();
    return text;
  }
}

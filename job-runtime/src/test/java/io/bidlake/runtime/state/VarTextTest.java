package io.bidlake.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarTextTest {

  private final DataOutputSerializer out = new DataOutputSerializer(8);

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "a", "\0", "USA", "publisher-ü-Ω-\uD83D\uDE00"})
  void readsWhatWasWritten(String text) throws IOException {
    VarText.write(text, out);

    assertThat(read()).isEqualTo(text);
  }

  @Test
  void readsTextsOfEveryLengthInTheirOrder() throws IOException {
    for (int length = 0; length <= 300; length++) {
      VarText.write("é".repeat(length), out);
    }

    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    for (int length = 0; length <= 300; length++) {
      assertThat(VarText.read(in)).isEqualTo("é".repeat(length));
    }
    assertThat(in.available()).isZero();
  }

  @Test
  void takesOneByteMoreThanAShortText() throws IOException {
    VarText.write("site-1", out);

    assertThat(out.length()).isEqualTo(7);
  }

  @Test
  void takesOneByteForNone() throws IOException {
    VarText.write(null, out);

    assertThat(out.length()).isEqualTo(1);
  }

  @Test
  void ordersTextsByTheirBytesWithNoneFirst() {
    assertThat(Stream.of("b", "\uD83D\uDE00", "", "ab", null, "\uFFFD", "a").sorted(VarText.ORDER))
        .containsExactly(null, "", "a", "ab", "b", "\uFFFD", "\uD83D\uDE00");
  }

  static Stream<Arguments> releasedBytes() {
    return Stream.of(
        arguments(null, "01"),
        arguments("", "00"),
        arguments("a", "0261"),
        arguments("ü", "04c3bc"),
        arguments("größe-広告", "1c6772c3b6c39f652de5ba83e5918a"),
        arguments("\uD83D\uDE00", "08f09f9880"),
        arguments("x".repeat(64), "8001" + "78".repeat(64)));
  }

  /** They are in the state of jobs that run. */
  @ParameterizedTest
  @MethodSource("releasedBytes")
  void writesAndReadsTheseBytesForGood(String text, String hex) throws IOException {
    VarText.write(text, out);

    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(hex);
    assertThat(VarText.read(new DataInputDeserializer(HexFormat.of().parseHex(hex))))
        .isEqualTo(text);
  }

  private String read() throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    String text = VarText.read(in);
    assertThat(in.available()).isZero();
    return text;
  }
}

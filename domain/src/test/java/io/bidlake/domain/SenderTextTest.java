package io.bidlake.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTextTest {

  @Test
  void takesWhatAStrictDecoderTakesButNoNul() {
    Random random = new Random(15);
    int[] readable = new int[2];
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      Arrays.fill(bytes, (byte) 'a');
      String odd = new String(Character.toChars(random.nextInt(0x500)));
      byte[] character = random.nextBoolean() ? odd.getBytes(UTF_8) : new byte[] {(byte) i};
      int position = random.nextInt(bytes.length + 1);
      System.arraycopy(
          character, 0, bytes, position, Math.min(character.length, bytes.length - position));

      boolean expected = isUtf8(bytes, 0) && new String(bytes, UTF_8).indexOf('\0') < 0;
      assertThat(SenderText.isReadable(bytes, 0, bytes.length))
          .as(HexFormat.of().formatHex(bytes))
          .isEqualTo(expected);
      readable[expected ? 1 : 0]++;
    }
    assertThat(Arrays.stream(readable)).allMatch(count -> count > 1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "636166e9ff", // Latin-1
        "61c3", // cut in the middle of a character
        "eda080", // half a character of UTF-16
        "c080", // NUL in Java's own encoding
        "f5808080", // beyond the last character
        "6100",
        "00"
      })
  void replacesWhatNoReaderTakes(String hex) {
    Utf8 text = new Utf8(HexFormat.of().parseHex(hex));
    assertThat(SenderText.isReadable(text.getBytes(), 0, text.getByteLength())).isFalse();

    byte[] repaired = SenderText.readable(text).getBytes(UTF_8);

    assertThat(SenderText.isReadable(repaired, 0, repaired.length)).isTrue();
    assertThat(new String(repaired, UTF_8)).contains("\uFFFD");
  }

  @Test
  void looksAtItsPartOfTheArrayOnly() {
    byte[] bytes = "\0\0ähnlich und viel länger\0".getBytes(UTF_8);

    assertThat(SenderText.isReadable(bytes, 2, bytes.length - 3)).isTrue();
    assertThat(SenderText.isReadable(bytes, 2, bytes.length - 2)).isFalse();
    assertThat(SenderText.isReadable(bytes, 3, bytes.length - 4)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t \n"})
  void takesBlanksForNoText(String text) {
    assertThat(SenderText.isBlank(new Utf8(text))).isTrue();
    assertThat(SenderText.key(new Utf8(text))).isNull();
  }

  @Test
  void hasNoKeyThatIsTooLong() {
    assertThat(SenderText.key(null)).isNull();
    assertThat(SenderText.key(new Utf8("é".repeat(128)))).isEqualTo("é".repeat(128));
    assertThat(SenderText.key(new Utf8("é".repeat(128) + "e"))).isNull();
    assertThat(SenderText.key(new Utf8(" x "))).isEqualTo(" x ");
  }

  private static boolean isUtf8(byte[] bytes, int start) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, bytes.length - start));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}

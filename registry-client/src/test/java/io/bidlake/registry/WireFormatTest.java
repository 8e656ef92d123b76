package io.bidlake.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {

  @Test
  void writesAZeroByteAndTheIdWithItsHighestByteFirst() {
    assertThat(WireFormat.header(0x01020384)).containsExactly(0, 1, 2, 3, 0x84);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 100_000, Integer.MAX_VALUE})
  void readsTheIdThatItWrote(int id) {
    byte[] message = Arrays.copyOf(WireFormat.header(id), 20);
    message[WireFormat.HEADER_LENGTH] = 99;
    assertThat(WireFormat.hasHeader(message)).isTrue();
    assertThat(WireFormat.schemaId(message)).isEqualTo(id);
  }

  @Test
  void acceptsAHeaderWithNothingBehindIt() {
    assertThat(WireFormat.hasHeader(WireFormat.header(1))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void findsNoHeaderInAMessageThatIsTooShort(int length) {
    assertThat(WireFormat.hasHeader(new byte[length])).isFalse();
  }

  @ParameterizedTest
  @ValueSource(bytes = {1, '{', -1})
  void findsNoHeaderWithoutTheMagicByte(byte first) {
    assertThat(WireFormat.hasHeader(new byte[] {first, 0, 0, 0, 1, 2})).isFalse();
  }
}

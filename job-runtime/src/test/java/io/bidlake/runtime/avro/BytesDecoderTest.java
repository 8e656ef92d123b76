package io.bidlake.runtime.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesDecoderTest {

  private final BytesDecoder decoder = new BytesDecoder();

  @Test
  void readsNumbersOfAnyLength() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextLong() >> random.nextInt(Long.SIZE);
      int small = (int) (value >> Integer.SIZE);
      decode(
          encoder -> {
            encoder.writeLong(value);
            encoder.writeInt(small);
            encoder.writeDouble(value / 3.0);
            encoder.writeFloat(value / 7.0f);
            encoder.writeBoolean(value % 2 == 0);
          });

      assertThat(decoder.readLong()).isEqualTo(value);
      assertThat(decoder.readInt()).isEqualTo(small);
      assertThat(decoder.readDouble()).isEqualTo(value / 3.0);
      assertThat(decoder.readFloat()).isEqualTo(value / 7.0f);
      assertThat(decoder.readBoolean()).isEqualTo(value % 2 == 0);
      assertThat(decoder.isEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 100_000})
  void readsAndSkipsTextAndBytesOfAnyLength(int length) throws IOException {
    Utf8 text = new Utf8("x".repeat(length));
    decode(
        encoder -> {
          for (int i = 0; i < 2; i++) {
            encoder.writeString(text);
            encoder.writeBytes(text.getBytes(), 0, length);
            encoder.writeFixed(text.getBytes(), 0, length);
          }
        });

    assertThat((Object) decoder.readString(new Utf8("of the record before"))).isEqualTo(text);
    assertThat(decoder.readBytes(ByteBuffer.allocate(10)))
        .isEqualTo(ByteBuffer.wrap(text.getBytes(), 0, length));
    decoder.readFixed(new byte[length], 0, length);
    decoder.skipString();
    decoder.skipBytes();
    decoder.skipFixed(length);
    assertThat(decoder.isEnd()).isTrue();
  }

  @Test
  void saysWhereBytesAreMissingBeforeItMakesRoomForThem() throws IOException {
    byte[] twoGigabytes = encoded(encoder -> encoder.writeLong(Integer.MAX_VALUE));
    byte[] more = encoded(encoder -> encoder.writeLong(Long.MAX_VALUE));
    byte[] negative = encoded(encoder -> encoder.writeLong(-70));

    for (byte[] length : Arrays.asList(twoGigabytes, more, negative)) {
      decoder.begin(length, 0);
      assertThatThrownBy(() -> decoder.readString(null)).isInstanceOf(EOFException.class);
      decoder.begin(length, 0);
      assertThatThrownBy(() -> decoder.skipBytes()).isInstanceOf(EOFException.class);
    }
    decoder.begin(new byte[7], 0);
    assertThatThrownBy(decoder::readDouble).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> decoder.skipFixed(8))
        .isInstanceOf(EOFException.class)
        .hasMessage("expected 8 more bytes, were 7");
  }

  @Test
  void refusesNumbersThatAreTooLarge() {
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) -1);
    decoder.begin(endless, 0);
    assertThatThrownBy(decoder::readLong).isInstanceOf(InvalidNumberEncodingException.class);
    decoder.begin(encoded(encoder -> encoder.writeLong(1L << 40)), 0);
    assertThatThrownBy(decoder::readInt).isInstanceOf(InvalidNumberEncodingException.class);
  }

  @Test
  void refusesArraysOfMoreItemsThanARecordMayHave() throws IOException {
    decode(
        encoder -> {
          encoder.writeLong(BytesDecoder.MOST_ITEMS);
          encoder.writeLong(1);
        });

    assertThat(decoder.readArrayStart()).isEqualTo(BytesDecoder.MOST_ITEMS);
    assertThatThrownBy(decoder::arrayNext)
        .isInstanceOf(AvroRuntimeException.class)
        .hasMessage("a record must have at most 1,048,576 items, got 1 more than 1,048,576");
  }

  @Test
  void refusesANegativeNumberOfItemsThatHasNoPositive() throws IOException {
    decode(
        encoder -> {
          encoder.writeLong(Long.MIN_VALUE);
          encoder.writeLong(1);
        });

    assertThatThrownBy(decoder::readArrayStart).isInstanceOf(AvroRuntimeException.class);
  }

  private void decode(Values values) {
    decoder.begin(encoded(values), 0);
  }

  private static byte[] encoded(Values values) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      values.write(encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private interface Values {
    void write(BinaryEncoder encoder) throws IOException;
  }
}

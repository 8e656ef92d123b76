package io.bidlake.openrtb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipTest {

  @Test
  void knowsGzipByItsFirstBytes() throws IOException {
    assertThat(Gunzip.isGzip(gzip("a".getBytes(UTF_8)))).isTrue();
    assertThat(Gunzip.isGzip(new byte[] {0x1f})).isFalse();
    assertThat(Gunzip.isGzip(new byte[0])).isFalse();
    assertThat(Gunzip.isGzip("{}".getBytes(UTF_8))).isFalse();
  }

  @Test
  void readsAllMembers() throws IOException {
    byte[] members = concat(gzip("one ".getBytes(UTF_8)), gzip("two".getBytes(UTF_8)));
    assertThat(Gunzip.inflate(members)).asString(UTF_8).isEqualTo("one two");
  }

  @Test
  void refusesWhatIsBrokenAnywhere() throws IOException {
    byte[] one = gzip("one".repeat(1_000).getBytes(UTF_8));
    byte[] two = concat(one, one);
    for (int end = 2; end < two.length; end++) {
      if (end != one.length) {
        byte[] cut = Arrays.copyOf(two, end);
        assertThatThrownBy(() -> Gunzip.inflate(cut)).as("%d", end).isInstanceOf(IOException.class);
      }
    }
    byte[] garbage = concat(one, "x".getBytes(UTF_8));
    assertThatThrownBy(() -> Gunzip.inflate(garbage)).isInstanceOf(IOException.class);
  }

  @Test
  void throwsNothingElseWhateverTheBytes() throws IOException {
    Random random = new Random(16);
    byte[] whole = gzip("a text that is not too short".repeat(3).getBytes(UTF_8));
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = whole.clone();
      for (int faults = 1 + random.nextInt(4); faults > 0; faults--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        Gunzip.inflate(bytes);
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(10_000);
  }

  @Test
  void refusesWhatGrowsTooLarge() throws IOException {
    assertThat(Gunzip.inflate(gzip(new byte[Gunzip.LARGEST]))).hasSize(Gunzip.LARGEST);
    byte[] larger = gzip(new byte[Gunzip.LARGEST + 1]);
    assertThat(larger).hasSizeLessThan(100_000);
    assertThatThrownBy(() -> Gunzip.inflate(larger))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 16777216 bytes");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}

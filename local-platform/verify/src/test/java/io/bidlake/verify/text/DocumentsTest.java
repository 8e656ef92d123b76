package io.bidlake.verify.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.verify.TestFeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How bytes become documents. */
class DocumentsTest {

  private static final String A = "{\"imp\":[],\"id\":\"a\"}";
  private static final String B = "{\"imp\":[],\"id\":\"b\"}";
  private static final int MIB = 1 << 20;

  private final TestFeed feed = TestFeed.openRtb();

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n\t ", "\uFEFF", "\uFEFF \n"})
  void areNoneInWhatIsEmpty(String value) {
    assertThat(feed.read(value).reasons()).containsExactly("1 EMPTY");
    assertThat(feed.read(gzip(bytes(value))).reasons()).containsExactly("1 EMPTY");
    assertThat(feed.read((byte[]) null).reasons()).containsExactly("1 EMPTY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        A + B,
        A + "\n" + B,
        " " + A + "\r\n\t" + B + " ",
        "[" + A + "," + B + "]",
        "[" + A + "] " + B,
        "\uFEFF[ " + A + " ,\n" + B + " ]\n",
        "[" + A + "][" + B + "]"
      })
  void standInARowOrInAnArray(String value) {
    assertThat(ids(value)).isEqualTo("ab");
    assertThat(feed.read(value).reasons()).isEmpty();
  }

  @Test
  void areCountedWithThoseThatAreNone() {
    assertThat(feed.read("[7," + A + ",null,[],\"x\"] true []").letters())
        .containsExactly(
            "1 UNKNOWN_EVENT 7",
            "3 UNKNOWN_EVENT null",
            "4 UNKNOWN_EVENT []",
            "5 UNKNOWN_EVENT \"x\"",
            "6 UNKNOWN_EVENT true",
            "7 UNKNOWN_EVENT []");
  }

  @Test
  void areOneLevelDeepInArrays() {
    assertThat(feed.read("[[" + A + "]]").letters()).containsExactly("1 UNKNOWN_EVENT [" + A + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':1}",
        "{id:1}",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":5.}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":1}//",
        "/**/{\"a\":1}",
        "{\"a\"}",
        "{\"a\":tru}",
        "{\"a\":TRUE}",
        "}",
        ",",
        "{\"a\":\"\\ud8\"}",
        "\u0000",
        "{\u00a0}",
        "1{}"
      })
  void areStrictlyJson(String value) {
    assertThat(feed.read(value).reasons()).last().asString().endsWith("MALFORMED");
    assertThat(feed.read(value).events()).isEmpty();
  }

  @Test
  void areUtf8() {
    byte[][] wrong = {
      {(byte) 0xff},
      {(byte) 0xc0, (byte) 0xaf},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xe2, (byte) 0x82},
      {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80}
    };
    for (byte[] some : wrong) {
      byte[] value = join(bytes(A + "\n{\"imp\":[],\"id\":\""), some, bytes("\"}\n" + B));
      assertThat(feed.read(value).reasons()).containsExactly("2 MALFORMED");
      assertThat(ids(value)).isEqualTo("ab");
    }
  }

  @Test
  void areNotReadAsUtf16() {
    assertThat(feed.read(A.getBytes(StandardCharsets.UTF_16BE)).reasons())
        .containsExactly("1 MALFORMED");
    assertThat(feed.read(A.getBytes(StandardCharsets.UTF_16)).reasons())
        .containsExactly("1 MALFORMED");
  }

  @Test
  void areNestedAThousandLevelsAtMost() {
    assertThat(feed.read(nested(999)).events()).hasSize(1);
    assertThat(feed.read(nested(1000)).reasons()).containsExactly("1 MALFORMED");
    assertThat(feed.read("[" + nested(998) + "]").events()).hasSize(1);
    assertThat(feed.read("[" + nested(999) + "]").reasons()).containsExactly("1 MALFORMED");
    assertThat(feed.read("[".repeat(100_000)).reasons()).containsExactly("1 MALFORMED");
  }

  private static String nested(int arrays) {
    return "{\"imp\":[],\"x\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
  }

  @Test
  void haveNamesUpToABound() {
    assertThat(feed.read("{\"imp\":[],\"" + "é".repeat(50_000) + "\":1}").events()).hasSize(1);
    assertThat(feed.read("{\"imp\":[],\"" + "é".repeat(50_001) + "\":1}").reasons())
        .containsExactly("1 MALFORMED");
  }

  @Test
  void areUpTo16MiBLong() {
    String fits = A.replace("a\"", "a".repeat(16 * MIB - A.length() + 1) + "\"");

    assertThat(feed.read(fits).reasons()).isEmpty();
    assertThat(feed.read(fits.replace("]", "] ")).reasons()).containsExactly("1 MALFORMED");
    assertThat(feed.read(gzip(bytes(fits))).reasons()).isEmpty();
    assertThat(feed.read(gzip(bytes(fits + " "))).reasons()).containsExactly("1 MALFORMED");
  }

  @Test
  void areUnpackedFromAllMembers() {
    byte[] packed = join(gzip(bytes(A)), gzip(bytes(B)));

    assertThat(ids(packed)).isEqualTo("ab");
  }

  @Test
  void areNoneInWhatCannotBeUnpacked() {
    byte[] packed = gzip(bytes(A));
    byte[] cutOff = Arrays.copyOf(packed, packed.length - 1);

    assertThat(feed.read(cutOff).letters())
        .containsExactly("1 MALFORMED " + new String(cutOff, StandardCharsets.ISO_8859_1));
    assertThat(feed.read(new byte[] {0x1f, (byte) 0x8b}).reasons()).containsExactly("1 MALFORMED");
  }

  @Test
  void goOnAtTheNextLineThatBeginsOne() {
    assertThat(feed.read("oops {}\nmore\n {}\n" + A + "\n{\"id\": \n[" + B + "]").letters())
        .containsExactly("1 MALFORMED oops {}\nmore\n {}", "3 MALFORMED {\"id\":");
    assertThat(ids("oops {}\nmore\n {}\n" + A + "\n{\"id\": \n[" + B + "]")).isEqualTo("ab");
  }

  @Test
  void goOnWithinTheArrayThatWasBegun() {
    String value = "[" + A + ",\n{\"id\":,\n" + B + ",\n" + "5]" + A;

    assertThat(feed.read(value).letters())
        .containsExactly("2 MALFORMED {\"id\":,", "4 UNKNOWN_EVENT 5");
    assertThat(ids(value)).isEqualTo("aba");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1 2]|1 UNKNOWN_EVENT 1;2 MALFORMED 2]",
        "[1,]|1 UNKNOWN_EVENT 1;2 MALFORMED ]",
        "[1,,2]|1 UNKNOWN_EVENT 1;2 MALFORMED ,2]",
        "[1|1 UNKNOWN_EVENT 1;2 MALFORMED [",
        "[1,|1 UNKNOWN_EVENT 1;2 MALFORMED [",
        "[|1 MALFORMED [",
        "[1}|1 UNKNOWN_EVENT 1;2 MALFORMED }",
        "[1x]|1 UNKNOWN_EVENT 1;2 MALFORMED x]",
        "[1]]|1 UNKNOWN_EVENT 1;2 MALFORMED ]",
        "[truex]|1 MALFORMED truex]"
      })
  void areSeparatedInArrays(String value, String letters) {
    assertThat(String.join(";", feed.read(value).letters())).isEqualTo(letters);
  }

  @Test
  void areNotReadAgainWithoutEnd() {
    String line = "{\"a\":\n";

    List<String> letters = feed.read(line.repeat(10_000)).letters();

    // Each is read up to the depth that is too deep: 6,000 bytes, of 8 x 60,000 + 1 MiB in all.
    assertThat(letters.size()).isBetween(200, 300);
    assertThat(letters.get(letters.size() - 1).length())
        .isGreaterThan(line.length() * (9_900 - letters.size()));
  }

  @Test
  void keepTheLastValueOfAKey() {
    BidRequest request =
        feed.read("{\"imp\":[],\"id\":\"x\",\"site\":{\"id\":\"s\"},\"site\":{},\"id\":\"y\"}")
            .only(BidRequest.class);

    assertThat((Object) request.getId()).hasToString("y");
    assertThat((Object) request.getSite().getId()).isNull();
  }

  private String ids(String value) {
    return ids(bytes(value));
  }

  private String ids(byte[] value) {
    StringBuilder ids = new StringBuilder();
    feed.read(value).events().forEach(event -> ids.append(((BidRequest) event).getId()));
    return ids.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return packed.toByteArray();
  }
}

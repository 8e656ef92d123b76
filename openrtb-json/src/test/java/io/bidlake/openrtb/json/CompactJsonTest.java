package io.bidlake.openrtb.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Feed;
import io.bidlake.openrtb.Collected;
import io.bidlake.openrtb.NumberText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast path and Jackson read the same from JSON. */
class CompactJsonTest {

  private static final String REST = ",\"more\":\"so that the end is not near\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "7",
        "-12",
        "49.18",
        "0.1",
        "0.3",
        "1e3",
        "1.5e-3",
        "2.0",
        "120.50",
        "2147483647",
        "2147483648",
        "-2147483648",
        "99999999999999",
        "123456789012345",
        "9007199254740993",
        "0.00000000000001",
        "1234567.8901234",
        "123456789012345678.5",
        "1e400"
      })
  void readsNumbersExactly(String number) throws IOException {
    CompactJsonParser fastPath = valueOf("{\"a\":" + number + REST);
    CompactJsonParser byJackson = valueOf("{\"a\": " + number + " " + REST);

    assertThat(fastPath.string()).isEqualTo(number).isEqualTo(byJackson.string());
    assertThat(fastPath.finite())
        .isEqualTo(NumberText.ofDouble(number))
        .isEqualTo(byJackson.finite());
    assertThat(fastPath.text().toString()).isEqualTo(byJackson.text().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "1234567",
        "12345678",
        "123456789",
        "S\u00e3o Paulo",
        "\ud83d\ude00 and more",
        "\u007f",
        "a\\nb",
        "\\u0041",
        "\\ud83d",
        "\\u0000"
      })
  void readsTextsExactly(String text) throws IOException {
    CompactJsonParser fastPath = valueOf("{\"a\":\"" + text + "\"" + REST);
    CompactJsonParser byJackson = valueOf("{\"a\": \"" + text + "\"" + REST);

    assertThat(fastPath.isEmptyText()).isEqualTo(text.isEmpty()).isEqualTo(byJackson.isEmptyText());
    String expected = byJackson.string();
    assertThat(fastPath.text().toString())
        .hasToString(new String(expected.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    assertThat(fastPath.nextFieldName()).isEqualTo("more");
  }

  private static CompactJsonParser valueOf(String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    CompactJsonParser parser = new JsonInput(bytes, 0, bytes.length, false);
    parser.nextToken();
    if (!parser.goToValue(parser.nextMember() + "\"a\":".length())) {
      parser.nextFieldName();
      parser.nextToken();
    }
    return parser;
  }

  @Test
  void takesTheLastOfRepeatedTimes() {
    Collected decoded = new Collected();
    String json =
        "{\"ts\":\"x\",\"ts\":1772366399123,\"bidrequest\":{\"id\":\"q\",\"imp\":[]},\"ts\":\"1772366399\"}";

    new Documents(Feed.DEFAULTS, List.of("bid-requests"))
        .decode(json.getBytes(StandardCharsets.UTF_8), 0, decoded);

    assertThat(decoded.letters).isEmpty();
    assertThat(((BidRequest) decoded.events.get(0)).getEventTimestamp())
        .isEqualTo(Instant.ofEpochSecond(1_772_366_399));
  }

  @Test
  void takesWhatFollowsAWordAtOnceForTheNextDocument() {
    Collected decoded = new Collected();

    new Documents(Feed.DEFAULTS, List.of("bid-requests"))
        .decode("null\"id\"true{}".getBytes(StandardCharsets.UTF_8), 0, decoded);

    assertThat(decoded.letters)
        .extracting(Collected.Letter::payload)
        .containsExactly("null", "\"id\"", "true", "{}");
  }

  @Test
  void keepsAnEmptyArrayAsItCame() {
    Collected decoded = new Collected();

    new Documents(Feed.DEFAULTS, List.of("bid-requests"))
        .decode(" [ \n]".getBytes(StandardCharsets.UTF_8), 0, decoded);

    assertThat(decoded.letters).extracting(Collected.Letter::payload).containsExactly("[ \n]");
  }
}

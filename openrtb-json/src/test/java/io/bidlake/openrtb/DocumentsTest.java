package io.bidlake.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Feed;
import io.bidlake.openrtb.json.Documents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a document ends, and the next one begins. */
class DocumentsTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "[1.5,-2E+3,0] | UNKNOWN_EVENT 1.5; UNKNOWN_EVENT -2E+3; UNKNOWN_EVENT 0",
        "[2026-02-03T01:02Z] | UNKNOWN_EVENT 2026; MALFORMED -02-03T01:02Z]",
        "[1.5.3] | UNKNOWN_EVENT 1.5; MALFORMED .3]",
        "[1e5e3] | UNKNOWN_EVENT 1e5; MALFORMED e3]",
        "[01] | MALFORMED 01]",
        "[1.] | MALFORMED 1.]",
        "1-1 | MALFORMED 1-1",
      })
  void areNumbersThatEndWhereJsonEndsThem(String value, String letters) {
    Collected decoded = new Collected();
    new Documents(Feed.DEFAULTS, List.of("bid-requests"))
        .decode(value.getBytes(StandardCharsets.UTF_8), 0, decoded);

    assertThat(decoded.letters)
        .extracting(letter -> letter.reason() + " " + letter.payload())
        .containsExactly(letters.split("; "));
  }
}

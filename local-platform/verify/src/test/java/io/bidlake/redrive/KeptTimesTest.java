package io.bidlake.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.TopicFormat;
import io.bidlake.redrive.DeadLetters.Letter;
import io.bidlake.testing.OpenRtbSamples;
import io.bidlake.verify.kafka.RecordId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptTimesTest {

  /** All topics are Avro. */
  static final KeptTimes NONE = times(Map.of());

  private static final String NOON = "2026-02-03T12:00:00.250Z";

  private final KeptTimes times =
      times(
          Map.of(
              "bid-requests", TopicFormat.OPENRTB_JSON,
              "bid-responses", TopicFormat.OPENRTB_JSON,
              "impressions", TopicFormat.NOTICES,
              "clicks", TopicFormat.NOTICES,
              "notices", TopicFormat.NOTICES));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bid-requests  | {\"id\":\"r\",\"imp\":[]}",
        "bid-requests  | {\"bidrequest\":{\"id\":\"r\",\"imp\":[],\"odd\":[1]}}",
        "bid-responses | {\"id\":\"r\",\"nbr\":2}",
      })
  void writesKafkasTimeIntoADocumentWithoutOne(String topic, String document) {
    assertThat(again(topic, document))
        .isEqualTo("{\"ts\":\"%s\",%s".formatted(NOON, document.substring(1)));
  }

  @Test
  void writesKafkasTimeBeforeAUrlWithoutOne() {
    String url = OpenRtbSamples.filled(Feed.DEFAULTS.notices().get(0));

    assertThat(again("notices", url)).isEqualTo(NOON + " " + url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ts\":1770000000000,\"bidrequest\":{\"id\":\"r\",\"imp\":[]}}",
        "{\"id\":\"r\",\"imp\":[],\"timestamp\":\"2026-01-01T00:00:00Z\"}",
        "{\"id\":\"r\",\"imp\":[]",
        "{}",
        "[]",
        "\u0000",
      })
  void leavesWhatHasATimeOrCannotBeReadAsItIs(String document) {
    assertThat(again("bid-requests", document)).isEqualTo(document);
  }

  @Test
  void leavesAnAccessLogsLineAsItIs() {
    String url = OpenRtbSamples.filled(Feed.DEFAULTS.notices().get(0));
    String path = url.substring(url.indexOf('/', "https://".length()));
    String line = "\"GET %s HTTP/1.1\" 200".formatted(path);

    assertThat(again("notices", line)).isEqualTo(line);
  }

  @Test
  void leavesAvroAsItIs() {
    Letter letter = letter("bid-requests", "{\"id\":\"r\",\"imp\":[]}");

    assertThat(NONE.payload(letter)).isSameAs(letter.payload());
  }

  private String again(String topic, String document) {
    return new String(times.payload(letter(topic, document)), UTF_8);
  }

  private static Letter letter(String topic, String document) {
    RecordId id = new RecordId(topic, 0, 7, Instant.parse(NOON).toEpochMilli(), "1-0");
    return new Letter(id, "UNKNOWN_SCHEMA", "", document.getBytes(UTF_8));
  }

  private static KeptTimes times(Map<String, TopicFormat> formats) {
    return new KeptTimes(new KafkaSettings("", Map.of(), formats, Map.of()), Feed.DEFAULTS);
  }
}

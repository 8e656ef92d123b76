package io.bidlake.openrtb.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.model.Notice;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.testing.OpenRtbSamples;
import io.bidlake.testing.OpenRtbSamples.Sample;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoticeSamplesTest {

  static List<Sample> samples() {
    return OpenRtbSamples.all().stream()
        .filter(sample -> sample.name().startsWith("notice"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void givesTheExpectedRowsLettersAndCounters(Sample sample) {
    JsonNode expected = sample.expected();
    long receivedAt =
        Instant.parse(expected.path("given").path("received_at").asText()).toEpochMilli();
    Decoded decoded = new Decoded();
    Documents.ofLines(new NoticeDecoder(sample.feed())).decode(sample.bytes(), receivedAt, decoded);

    for (Topic<?> topic : List.of(Topics.IMPRESSIONS, Topics.CLICKS)) {
      JsonNode rows = expected.path("rows").path(topic.name());
      List<? extends SpecificRecord> events = decoded.of(topic);
      assertThat(events).as(topic.name()).hasSize(rows.size());
      for (int i = 0; i < events.size(); i++) {
        assertRow(rows.get(i), events.get(i));
      }
    }
    assertThat(decoded.letters.stream().map(letter -> letter.document() + " " + letter.reason()))
        .containsExactlyElementsOf(
            stream(expected.path("dead_letters"))
                .map(
                    letter ->
                        letter.path("document").asInt() + " " + letter.path("reason").asText())
                .toList());
    Map<String, Integer> counters = new TreeMap<>();
    expected
        .path("counters")
        .properties()
        .forEach(counter -> counters.put(counter.getKey(), counter.getValue().asInt()));
    assertThat(decoded.counters).isEqualTo(counters);
    long documents =
        Stream.concat(
                    decoded.events.stream().map(Decoded.Event::document),
                    decoded.letters.stream().map(Decoded.Letter::document))
                .distinct()
                .count()
            + counters.getOrDefault("notices.audit", 0);
    assertThat(documents).isEqualTo(expected.path("documents").asLong());
  }

  @Test
  void keepsWinsBillingsAndLosses() throws IOException {
    Sample sample = OpenRtbSamples.sample("notice-win-loss");

    List<Notice> notices = Decoded.of(sample.feed(), sample.bytes()).of(Topics.NOTICES);

    assertThat(notices)
        .extracting(notice -> notice.getNoticeId().toString())
        .containsExactly(
            "win/req-0001~/1", "loss/req-0004~/1", "loss/req-0005~/1", "billing/resp-9001/1");
    assertThat(notices).extracting(Notice::getPrice).containsExactly(2.1, null, null, 2.1);
    assertThat(notices).extracting(Notice::getMinToWin).containsExactly(null, 1.31, null, null);
    assertThat(notices).extracting(Notice::getLossReason).containsExactly(null, 102, 100, null);
  }

  private static void assertRow(JsonNode row, SpecificRecord event) {
    for (Iterator<String> columns = row.fieldNames(); columns.hasNext(); ) {
      String column = columns.next();
      if (column.equals("received_at")) {
        continue; // The ingest job's own.
      }
      Object value = event.get(event.getSchema().getField(column).pos());
      JsonNode expected = row.get(column);
      if (expected.isNumber()) {
        assertThat((Double) value).as(column).isCloseTo(expected.asDouble(), within(1e-9));
      } else if (column.equals("event_timestamp")) {
        assertThat(value).as(column).isEqualTo(Instant.parse(expected.asText()));
      } else {
        assertThat(value == null ? null : value.toString())
            .as(column)
            .isEqualTo(expected.isNull() ? null : expected.asText());
      }
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(array::get);
  }
}

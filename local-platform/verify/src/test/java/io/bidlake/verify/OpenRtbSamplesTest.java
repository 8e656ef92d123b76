package io.bidlake.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.testing.OpenRtbSamples;
import io.bidlake.testing.OpenRtbSamples.Sample;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of the samples of OpenRTB JSON and of notices. */
class OpenRtbSamplesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> faults = new ArrayList<>();

  static List<Sample> samples() {
    return OpenRtbSamples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void becomeWhatIsExpected(Sample sample) throws JsonProcessingException {
    TestFeed.Read read =
        new TestFeed(sample.feed(), sample.topics(), sample.receivedAt()).read(sample.bytes());

    for (Layout table : Scope.ALL.tables()) {
      if (table.equals(Layout.BID_REQUESTS)) {
        assertThat(read.of(table)).hasSize(sample.acceptedRows());
      } else if (!table.equals(Layout.DEAD_LETTERS)) {
        compareRows(table, sample.rows().path(table.name()), read.of(table));
      }
    }
    List<String> reasons = new ArrayList<>();
    sample
        .deadLetters()
        .forEach(
            letter ->
                reasons.add(
                    letter.path("document").asInt() + " " + letter.path("reason").asText()));
    assertThat(read.reasons()).isEqualTo(reasons);
    for (Map.Entry<String, JsonNode> field : sample.records().properties()) {
      compare(field.getKey(), field.getValue(), at(field.getKey(), read.events()));
    }
    for (Map.Entry<String, JsonNode> ext : sample.ext().properties()) {
      String owner = ext.getKey().equals("/") ? "" : ext.getKey();
      Object found = at("/0" + owner + "/ext", read.events());
      assertThat(JSON.readTree(found.toString())).isEqualTo(ext.getValue());
    }
    assertThat(faults).isEmpty();
  }

  private void compareRows(Layout table, JsonNode expected, List<Map<String, Object>> rows) {
    assertThat(rows).as(table.name()).hasSize(expected.size());
    for (int i = 0; i < rows.size(); i++) {
      for (Map.Entry<String, JsonNode> column : expected.get(i).properties()) {
        String name = column.getKey();
        Object value = rows.get(i).get(name);
        boolean isTime = table.isTime(table.index(name));
        if (isTime) {
          assertThat(value).isEqualTo(Micros.of(Instant.parse(column.getValue().asText())));
        } else {
          compare(table + " " + i + " " + name, column.getValue(), value);
        }
      }
    }
  }

  private void compare(String where, JsonNode expected, Object found) {
    if (expected.isArray()) {
      Collection<?> list = found == null ? List.of() : (Collection<?>) found;
      if (list.size() != expected.size()) {
        faults.add("%s: expected %s, was %s".formatted(where, expected, found));
        return;
      }
      int i = 0;
      for (Object item : list) {
        compare(where + "/" + i, expected.get(i), item);
        i++;
      }
    } else if (expected.isObject()) {
      for (Map.Entry<String, JsonNode> field : expected.properties()) {
        compare(where, field.getValue(), at("/" + field.getKey(), found));
      }
    } else if (found instanceof Double number && !Double.isNaN(number)) {
      assertThat(number)
          .as(where)
          .isCloseTo(expected.asDouble(), within(1e-9 * Math.abs(expected.asDouble())));
    } else if (!expected.asText().equals(String.valueOf(found))) {
      faults.add("%s: expected %s, was %s".formatted(where, expected, found));
    }
  }

  private static Object at(String pointer, Object root) {
    Object value = root;
    for (String step : pointer.substring(1).split("/", -1)) {
      value =
          value instanceof List<?> list
              ? list.get(Integer.parseInt(step))
              : ((IndexedRecord) value)
                  .get(((IndexedRecord) value).getSchema().getField(step).pos());
    }
    return value;
  }
}

package io.bidlake.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.model.Topic;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.testing.OpenRtbSamples;
import io.bidlake.testing.OpenRtbSamples.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {

  static Stream<Sample> json() {
    return OpenRtbSamples.all().stream().filter(sample -> !sample.name().startsWith("notice"));
  }

  @ParameterizedTest
  @MethodSource("json")
  void areDecoded(Sample sample) {
    assertDecoded(sample, sample.bytes());
  }

  /** Most programs write it so; the samples are written to be read. */
  @ParameterizedTest
  @MethodSource("valid")
  void areDecodedWithoutWhiteSpace(Sample sample) {
    assertDecoded(sample, compact(sample.bytes()));
  }

  static Stream<Sample> valid() {
    return json().filter(sample -> isJson(sample.bytes()));
  }

  private static boolean isJson(byte[] value) {
    try (MappingIterator<JsonNode> values =
        new ObjectMapper().readerFor(JsonNode.class).readValues(value)) {
      values.readAll();
      return value[0] == '{' || value[0] == '[';
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] compact(byte[] json) {
    ByteArrayOutputStream compact = new ByteArrayOutputStream();
    boolean quoted = false;
    for (int i = 0; i < json.length; i++) {
      if (quoted || json[i] > ' ' || json[i] < 0) {
        compact.write(json[i]);
      }
      if (json[i] == '\\') {
        compact.write(json[++i]);
      } else if (json[i] == '"') {
        quoted = !quoted;
      }
    }
    return compact.toByteArray();
  }

  private static void assertDecoded(Sample sample, byte[] value) {
    Collected decoded = decode(sample, value);

    assertThat(decoded.faults()).isEqualTo(faults(sample.deadLetters()));
    JsonNode records = decoded.records();
    sample
        .records()
        .properties()
        .forEach(
            field ->
                assertThat(records.at(field.getKey()))
                    .as(field.getKey())
                    .isEqualTo(field.getValue()));
    sample
        .ext()
        .properties()
        .forEach(
            owner ->
                assertThat(Collected.json(records.at(extOf(owner.getKey())).asText()))
                    .as(owner.getKey())
                    .isEqualTo(owner.getValue()));
    assertThat(ofDecoder(decoded.counts)).isEqualTo(ofDecoder(counters(sample)));
  }

  private static Collected decode(Sample sample, byte[] value) {
    Collected decoded = new Collected();
    new Documents(sample.feed(), sample.topics().stream().map(Topic::name).toList())
        .decode(value, sample.receivedAt().toEpochMilli(), decoded);
    return decoded;
  }

  private static String extOf(String owner) {
    return owner.equals("/") ? "/0/ext" : "/0" + owner + "/ext";
  }

  private static List<String> faults(JsonNode letters) {
    return StreamSupport.stream(letters.spliterator(), false)
        .map(letter -> letter.path("document").asInt() + " " + letter.path("reason").asText())
        .toList();
  }

  private static Map<String, Integer> counters(Sample sample) {
    Map<String, Integer> counters = new TreeMap<>();
    sample
        .counters()
        .properties()
        .forEach(counter -> counters.put(counter.getKey(), counter.getValue().asInt()));
    return counters;
  }

  /** What the tables make of events is counted there. */
  private static Map<String, Integer> ofDecoder(Map<String, Integer> all) {
    Map<String, Integer> counters = new TreeMap<>(all);
    counters.keySet().removeIf(name -> name.equals("countryInvalid") || name.equals("noBids"));
    return counters;
  }
}

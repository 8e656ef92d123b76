package io.bidlake.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.model.Feed;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.testing.OpenRtbSamples;
import io.bidlake.testing.OpenRtbSamples.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * The samples with random changes: each gives whole events and dead letters, and nothing else, and
 * the same from a decoder that has read much as from a new one.
 */
class FuzzTest {

  private static final long SEED = 20261129;
  private static final int ROUNDS = 100_000;
  private static final long TIME = 1_772_366_400_000L;

  /** Bytes that JSON has, so that a change is not always the end of it. */
  private static final byte[] USUAL =
      "{}[]\",:\\ 0123456789.eE-+truefalsn\n\u00e9".getBytes(StandardCharsets.UTF_8);

  private static final List<String> TOPICS = List.of("bid-requests", "bid-responses");

  private static final List<byte[]> SAMPLES =
      OpenRtbSamples.all().stream()
          .filter(sample -> !sample.name().startsWith("notice"))
          .map(Sample::bytes)
          .flatMap(json -> Stream.of(json, compact(json)))
          .toList();

  private static byte[] compact(byte[] json) {
    try {
      return new ObjectMapper().readTree(json).toString().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      return json; // Some are no JSON.
    }
  }

  @Test
  void endsInEventsAndNamedFaults() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Documents> experienced = List.of(experienced(0), experienced(1));
    int events = 0;
    int letters = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] json = changed(random);
      Collected decoded = new Collected();
      Collected again = new Collected();
      int firstTopic = random.nextInt(2);
      try {
        decoder(firstTopic).decode(json, TIME, decoded);
        decoded.events.forEach(FuzzTest::requireWhole);
        experienced.get(firstTopic).decode(json, TIME, again);
        // As texts: NaN does not equal itself.
        assertThat(again.events).hasToString(decoded.events.toString());
        assertThat(again.letters).isEqualTo(decoded.letters);
        assertThat(again.counts).isEqualTo(decoded.counts);
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError(
            "seed %d, round %d: %s"
                .formatted(SEED, round, new String(json, StandardCharsets.UTF_8)),
            e);
      }
      events += decoded.events.size();
      letters += decoded.letters.size();
    }
    assertThat(events).isGreaterThan(ROUNDS / 10);
    assertThat(letters).isGreaterThan(ROUNDS / 10);
  }

  private static Documents decoder(int firstTopic) {
    return new Documents(Feed.DEFAULTS, TOPICS.subList(firstTopic, 2));
  }

  /** A decoder that has seen so many documents that it knows in which order members come. */
  private static Documents experienced(int firstTopic) {
    Documents decoder = decoder(firstTopic);
    for (int i = 0; i < 600; i++) {
      SAMPLES.forEach(sample -> decoder.decode(sample, TIME, new Collected()));
    }
    return decoder;
  }

  /** A record that Avro cannot write lacks something. */
  private static void requireWhole(SpecificRecord event) {
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(), null);
    try {
      new SpecificDatumWriter<SpecificRecord>(event.getSchema()).write(event, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] changed(SplittableRandom random) {
    byte[] json = SAMPLES.get(random.nextInt(SAMPLES.size())).clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(json.length);
      json =
          switch (random.nextInt(5)) {
            case 0 -> with(json, at, USUAL[random.nextInt(USUAL.length)]);
            case 1 -> with(json, at, (byte) random.nextInt(256));
            case 2 -> without(json, at, 1 + random.nextInt(Math.min(20, json.length - at)));
            case 3 -> repeated(json, at, 1 + random.nextInt(Math.min(60, json.length - at)));
            default -> json.length < 3 ? json : without(json, at, json.length - at);
          };
      if (json.length == 0) {
        return json;
      }
    }
    return json;
  }

  private static byte[] with(byte[] json, int at, byte other) {
    json[at] = other;
    return json;
  }

  private static byte[] without(byte[] json, int from, int length) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(json, 0, from);
    rest.write(json, from + length, json.length - from - length);
    return rest.toByteArray();
  }

  private static byte[] repeated(byte[] json, int from, int length) {
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    more.write(json, 0, from + length);
    more.write(json, from, json.length - from);
    return more.toByteArray();
  }
}

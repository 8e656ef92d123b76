package io.bidlake.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Feed;
import io.bidlake.testing.OpenRtbSamples;
import io.bidlake.testing.OpenRtbSamples.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** The samples with random changes: each gives whole events and dead letters, and nothing else. */
class FuzzTest {

  private static final long SEED = 20261129;
  private static final int ROUNDS = 100_000;

  /** Bytes that JSON has, so that a change is not always the end of it. */
  private static final byte[] USUAL =
      "{}[]\",:\\ 0123456789.eE-+truefalsn\n\u00e9".getBytes(StandardCharsets.UTF_8);

  private static final List<String> TOPICS = List.of("bid-requests", "bid-responses");

  private static final List<byte[]> SAMPLES =
      OpenRtbSamples.all().stream()
          .filter(sample -> !sample.name().startsWith("notice"))
          .map(Sample::bytes)
          .toList();

  @Test
  void endsInEventsAndNamedFaults() {
    SplittableRandom random = new SplittableRandom(SEED);
    int events = 0;
    int letters = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] json = changed(random);
      Collected decoded = new Collected();
      JsonDecoder decoder = new JsonDecoder(Feed.DEFAULTS, TOPICS.subList(random.nextInt(2), 2));
      try {
        decoder.decode(json, 1_772_366_400_000L, decoded);
        decoded.events.forEach(FuzzTest::requireWhole);
      } catch (RuntimeException | StackOverflowError e) {
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

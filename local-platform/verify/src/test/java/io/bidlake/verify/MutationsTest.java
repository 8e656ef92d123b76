package io.bidlake.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.OpenRtbSamples;
import io.bidlake.testing.OpenRtbSamples.Sample;
import io.bidlake.verify.layout.Layout;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: events that are whole, or dead letters with one of the known reasons. */
class MutationsTest {

  private static final int MUTATIONS = 10_000;
  private static final long SEED = 20260301;

  private static final Set<String> REASONS =
      Set.of(
          "EMPTY",
          "MALFORMED",
          "UNKNOWN_EVENT",
          "MISSING_FIELD",
          "INVALID_FIELD",
          "IMPOSSIBLE_TIME");

  private static final List<String> PIECES =
      List.of(
          "null",
          "\"\"",
          "[]",
          "{}",
          "true",
          "-1",
          "1e999",
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\n",
          "\n{",
          "\\",
          "\\ud800",
          "\u0000",
          "%",
          "${",
          "AUDIT",
          " ",
          "&",
          "\"imp\":5,",
          "\"ts\":\"x\",");

  private final Random random = new Random(SEED);

  @Test
  void ofSamplesAreEventsOrDeadLetters() throws Exception {
    List<Sample> samples = OpenRtbSamples.all();
    Map<Sample, TestFeed> feeds = new HashMap<>();
    Map<Sample, byte[]> bytes = new HashMap<>();
    for (Sample sample : samples) {
      feeds.put(sample, new TestFeed(sample.feed(), sample.topics(), sample.receivedAt()));
      bytes.put(sample, sample.bytes());
    }
    int events = 0;
    int letters = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Sample sample = samples.get(random.nextInt(samples.size()));
      byte[] value = bytes.get(sample);
      for (int times = random.nextInt(4); times >= 0; times--) {
        value = mutated(value);
      }
      TestFeed.Read read = feeds.get(sample).read(value);
      for (SpecificRecord event : read.events()) {
        new SpecificDatumWriter<>(event.getSchema())
            .write(event, EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(), null));
      }
      for (Map<String, Object> letter : read.of(Layout.DEAD_LETTERS)) {
        assertThat(REASONS).contains(letter.get("reason").toString());
        assertThat((Integer) letter.get("document")).isPositive();
      }
      events += read.events().size();
      letters += read.of(Layout.DEAD_LETTERS).size();
    }
    assertThat(events).isGreaterThan(MUTATIONS / 4);
    assertThat(letters).isGreaterThan(MUTATIONS / 4);
  }

  private byte[] mutated(byte[] value) {
    if (value.length == 0) {
      return value;
    }
    int at = random.nextInt(value.length);
    int to = Math.min(value.length, at + 1 + random.nextInt(20));
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(value, at);
      case 1 -> joined(value, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
      case 2 -> joined(value, at, new byte[0], to);
      case 3 -> joined(value, at, Arrays.copyOfRange(value, at, to), at);
      default -> joined(value, at, piece(), random.nextBoolean() ? at : to);
    };
  }

  private byte[] piece() {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[] value, int end, byte[] middle, int start) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(value, 0, end);
    joined.writeBytes(middle);
    joined.write(value, start, value.length - start);
    return joined.toByteArray();
  }
}

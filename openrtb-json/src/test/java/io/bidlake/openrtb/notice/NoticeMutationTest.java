package io.bidlake.openrtb.notice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topics;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.testing.OpenRtbSamples;
import io.bidlake.testing.OpenRtbSamples.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Whatever is done to a line, something comes of it, and only one thing. */
class NoticeMutationTest {

  private static final String AUDITS = "notices.audit";

  private static final int MUTATIONS_PER_SAMPLE = 12_000;

  private static final List<String> PIECES =
      List.of(
          "&",
          "=",
          "%",
          "%ff",
          "%00",
          "%24%7B",
          "${",
          "}",
          "AUDIT",
          "/",
          "?",
          " ",
          "\t",
          "\"",
          "[",
          "\"GET ",
          " HTTP/1.1\"",
          "http://",
          "\uD83D\uDE00",
          "\u0000",
          "1e999",
          "-",
          "é",
          ".",
          "&p=",
          "&a=&");

  private enum Outcome {
    LETTER,
    AUDIT,
    EVENT
  }

  @Test
  void eachLineIsALetterAnAuditOrEvents() throws IOException {
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (Sample sample : NoticeSamplesTest.samples()) {
      NoticeDecoder decoder = new NoticeDecoder(sample.feed());
      List<String> lines =
          new String(sample.bytes(), UTF_8).lines().filter(l -> !l.isBlank()).toList();
      for (int seed = 0; seed < MUTATIONS_PER_SAMPLE; seed++) {
        Random random = new Random(sample.name().hashCode() * 31L + seed);
        byte[] line = mutated(lines.get(random.nextInt(lines.size())), random);
        Decoded decoded = new Decoded();
        decoder.line(line, 0, line.length, Decoded.RECEIVED_AT, 2, decoded);
        Outcome outcome = outcome(decoded);
        assertThat(outcome).as("%s %d: %s", sample, seed, new String(line, UTF_8)).isNotNull();
        outcomes.merge(outcome, 1, Integer::sum);
      }
    }
    assertThat(outcomes.keySet()).containsExactly(Outcome.values());
    assertThat(outcomes.values()).allMatch(count -> count > 1_000);
    assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(50_000);
  }

  @Test
  void recordsNeverEndTheDecoder() throws IOException {
    Sample sample = OpenRtbSamples.sample("notice-click");
    Documents decoder = Documents.ofLines(new NoticeDecoder(sample.feed()));
    byte[] value = sample.bytes();
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = Arrays.copyOf(value, random.nextInt(value.length + 1));
      for (int faults = random.nextInt(4); faults > 0 && bytes.length > 0; faults--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Decoded decoded = new Decoded();
      decoder.decode(bytes, Decoded.RECEIVED_AT, decoded);
      assertThat(decoded.events.size() + decoded.letters.size()).as("%d", seed).isPositive();
    }
  }

  private static byte[] mutated(String line, Random random) {
    StringBuilder text = new StringBuilder(line);
    for (int faults = random.nextInt(4); faults > 0; faults--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(6));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> text.delete(at, end);
        case 2 -> text.insert(at, line, 0, random.nextInt(line.length()));
        default -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    byte[] bytes = ("x" + text).getBytes(UTF_8); // Never blank.
    bytes = random.nextInt(4) == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
    if (random.nextInt(20) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return new String(bytes, UTF_8).isBlank() ? "x".getBytes(UTF_8) : bytes;
  }

  /** Null if it is none, or more than one. */
  private static Outcome outcome(Decoded decoded) throws IOException {
    for (Decoded.Event event : decoded.events) {
      encode(event.event());
    }
    List<Outcome> outcomes = new ArrayList<>();
    decoded.letters.forEach(letter -> outcomes.add(Outcome.LETTER));
    if (decoded.counters.containsKey(AUDITS)) {
      outcomes.add(Outcome.AUDIT);
    }
    if (!decoded.events.isEmpty()) {
      outcomes.add(Outcome.EVENT);
    }
    boolean countsNotices = decoded.counters.keySet().stream().anyMatch(n -> !n.equals(AUDITS));
    boolean agrees = !countsNotices || !decoded.of(Topics.NOTICES).isEmpty();
    return outcomes.size() == 1 && agrees ? outcomes.get(0) : null;
  }

  /** Fails if the event is not whole. */
  private static void encode(SpecificRecord event) throws IOException {
    Schema schema = event.getSchema();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(), null);
    new SpecificDatumWriter<SpecificRecord>(schema).write(event, encoder);
  }
}

package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Feed;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.JsonDecoder;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.ValueDecoder;
import io.bidlake.openrtb.notice.NoticeDecoder;
import io.bidlake.tables.DeadLetter.Reason;
import io.bidlake.testing.OpenRtbSamples;
import io.bidlake.testing.OpenRtbSamples.Sample;
import io.bidlake.verify.notices.ReadNotices;
import io.bidlake.verify.openrtb.ReadOpenRtb;
import io.bidlake.verify.text.Finding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The jobs and {@code verify} read JSON and notices by themselves, and must find the same in both.
 */
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SameDocumentsTest {

  private static final int ROUNDS = Integer.getInteger("same.documents.rounds", 2_000);
  private static final long RECEIVED = 1_772_366_400_000L;

  private static final List<Topic<?>> JSON = List.of(Topics.BID_REQUESTS, Topics.BID_RESPONSES);
  private static final List<Topic<?>> NOTICES =
      List.of(Topics.IMPRESSIONS, Topics.CLICKS, Topics.NOTICES);

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ",",
          ":",
          "\\",
          "null",
          "true",
          "\"\"",
          "[]",
          "{}",
          "1",
          "-1",
          "2.0",
          "1e3",
          "1e400",
          "0.5",
          "\" 7 \"",
          "\"1.5\"",
          "\"x\"",
          "[1]",
          "[\"a\",null,2]",
          "{\"ext\":{\"gdpr\":1}}",
          "\"ext\":{\"schain\":{\"nodes\":[{}]},\"rwdd\":true},",
          "\"imp\":[{}],",
          "\"id\":\"z\",",
          "\"id\":5,",
          "\"ts\":1772366399123,",
          "\"ts\":\"x\",",
          "\"bidrequest\":{\"id\":\"q\"},",
          "\"response\":\"[{},3]\",",
          "\"nbr\":1,",
          "\"seatbid\":[{\"bid\":[{\"impid\":1,\"price\":\"2\"}]}],",
          "\"a/b~c\":[1, 2],",
          "\"kwarray\":[\"k\",3],",
          "\"protocol\":3,",
          "\\ud83d",
          "\\u0000",
          "\n{",
          "\n",
          " ",
          "é",
          "%41",
          "&",
          "=",
          "/",
          "?",
          "AUDIT",
          "${",
          "1772366399123 ",
          "+",
          "%zz");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findTheSameInChangedJson(boolean responsesOnly) {
    List<Topic<?>> topics = responsesOnly ? List.of(Topics.BID_RESPONSES) : JSON;
    ReadOpenRtb verify = new ReadOpenRtb(Feed.DEFAULTS, topics);
    compare(
        OpenRtbSamples.all().stream().filter(it -> !it.name().startsWith("notice")).toList(),
        sample -> new JsonDecoder(Feed.DEFAULTS, topics.stream().map(Topic::name).toList()),
        sample -> verify::read,
        topics);
  }

  @Test
  void findTheSameInChangedNotices() {
    compare(
        OpenRtbSamples.all().stream().filter(it -> it.name().startsWith("notice")).toList(),
        sample -> new NoticeDecoder(sample.feed()),
        sample -> new ReadNotices(sample.feed(), NOTICES)::read,
        NOTICES);
  }

  private interface Verify {
    void read(byte[] value, Instant received, java.util.function.Consumer<Finding> findings);
  }

  private static void compare(
      List<Sample> samples,
      Function<Sample, ValueDecoder> jobs,
      Function<Sample, Verify> verify,
      List<Topic<?>> topics) {
    List<byte[]> values = samples.stream().map(Sample::bytes).toList();
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < ROUNDS; round++) {
      int chosen = round < samples.size() ? round : random.nextInt(samples.size());
      Sample of = samples.get(chosen);
      byte[] value = values.get(chosen);
      byte[] changed = round < samples.size() ? value : changed(value, random);
      List<String> expected = new ArrayList<>();
      verify
          .apply(of)
          .read(
              changed, Instant.ofEpochMilli(RECEIVED), finding -> expected.addAll(words(finding)));
      Found found = new Found(topics);
      jobs.apply(of).decode(changed, RECEIVED, found);
      assertThat(found.words)
          .as(() -> "%s: %s".formatted(of, new String(changed, StandardCharsets.UTF_8)))
          .containsExactlyElementsOf(expected);
    }
  }

  private static List<String> words(Finding finding) {
    if (finding.reason() != null) {
      return List.of(letter(finding.document(), finding.reason().name(), finding.payload().get()));
    }
    return finding.events().stream()
        .map(event -> finding.document() + " " + event.event())
        .toList();
  }

  private static String letter(int document, String reason, byte[] payload) {
    return document + " " + reason + " " + new String(payload, StandardCharsets.ISO_8859_1);
  }

  private static final class Found implements EventOutput {
    private final List<Topic<?>> topics;
    private final List<String> words = new ArrayList<>();

    Found(List<Topic<?>> topics) {
      this.topics = topics;
    }

    @Override
    public <T extends SpecificRecord> void event(Topic<T> topic, T event, SourceDocument document) {
      if (topics.contains(topic)) {
        words.add(document.number() + " " + event);
      } else {
        deadLetter(Reason.UNKNOWN_EVENT, "", document);
      }
    }

    @Override
    public void deadLetter(Reason reason, String error, SourceDocument document) {
      words.add(letter(document.number(), reason.name(), document.bytes()));
    }

    @Override
    public void count(String name) {}
  }

  private static byte[] changed(byte[] value, SplittableRandom random) {
    byte[] bytes = value;
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(bytes.length + 1);
      int length = random.nextInt(Math.min(12, bytes.length - at + 1));
      byte[] piece =
          switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            default -> PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
          };
      ByteArrayOutputStream other = new ByteArrayOutputStream();
      other.write(bytes, 0, at);
      other.writeBytes(piece);
      other.write(bytes, at + length, bytes.length - at - length);
      bytes = other.toByteArray();
      if (bytes.length == 0) {
        return bytes;
      }
    }
    return bytes;
  }
}

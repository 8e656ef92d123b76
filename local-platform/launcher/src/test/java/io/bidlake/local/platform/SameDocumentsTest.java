package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Feed;
import io.bidlake.model.NoticeKind;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.openrtb.notice.NoticeDecoder;
import io.bidlake.tables.DeadLetter.Reason;
import io.bidlake.testing.OpenRtbSamples;
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
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
          "%zz",
          "\"req\":[{},[1],{\"id\":\"y\"}],",
          "\"resp\":\"<html>\",",
          "\"protocol\":[3,\"x\"],",
          "[2026-02-03T01:02:03Z] ",
          ":443",
          ":80");

  private static final List<String> MORE_JSON =
      List.of(
          "{'ts':1772366399,'request':[{'id':'a'},{},3,null,[{}],'x'],'response':[{'nbr':1}]}",
          "{'request':[{'id':'a','imp':5}],'response':[ {'seatbid':[]} , {'imp':[]} ]}",
          "{'request':[],'req':[{'id':'a'}],'body':[{'imp':[]}]}",
          "{'request':'[ ]','response':{'id':'a'}}{'body':'[]'}[2026-02,1.5.3]",
          "{'request':{},'response':'\\u0000'}{'request':{},'response':'\\u2003'}",
          "{'body':[],'event':[{'imp':[]},{'id':1,'nbr':1},{'request':{}},7]}",
          "{'request':{'id':'a'},'response':'<html>502</html>'}",
          "{'request':'e30=','response':[{'id':'a'}]}",
          "{'request':{'id':'a','imp':5},'x':1,'res':'x','resp':'y'}",
          "{'request':'{','response':' {}'}",
          "{'request':{},'response':502}{'request':{},'response':' '}{'request':'x','res':'y'}",
          "{'request':'x','body':{'imp':[]}}{'imp':[],'response':'x'}{'request':{},'body':'x'}",
          "{'imp':[{'video':{'protocol':[3,'x',null,'','7',[8],2.5]}}]}",
          "{'imp':[{'video':{'protocols':[],'protocol':[3]}},{'video':{'protocol':{}}}]}",
          "{'imp':[{'video':{'protocol':[3],'protocols':7}},{'audio':{'protocol':[3]}}]}");

  private static final List<String> MORE_LINES =
      List.of(
          "x [2026-02-03T01:02:03+00:00] 'GET /?a=1&i=1&s=s&p=1 HTTP/1.1' 200",
          "[2026-02-03 01:02] [03/Feb/2026:04:05:06 +0000] 'GET /?a=1&i=1&s=s&p=1 HTTP/1.1'",
          "[7] [2026-02-30T01:02:03Z] [1772366399] 'GET /?a=1&i=1&s=s&p=1 HTTP/1.1'",
          "[ 03/Feb/2026:04:05:06 +0000 ] [ 2026-02-03T01:02:03Z ] 'GET /?a=1&i=1&s=s&p=1 HTTP/2'",
          "'GET /?a=1&i=1&s=s&p=1 HTTP/1.1' [2026-02-03T01:02:03Z] [03/Feb/2026:04:05:06 +0000]",
          "https://t.example:443/?a=1&i=1&s=s&p=1",
          "HTTP://T.example:80/?a=1&i=1&s=s&p=1",
          "http://t.example:443/?a=1&i=1&s=s&p=1",
          "https://u.example/?a=1&i=1&s=s&p=1");

  private static final Feed PORTS =
      new Feed(
          null,
          "USD",
          NoticeKind.BILLING,
          Stream.of("http://t.example:80", "https://u.example:443")
              .map(host -> host + "/?a=${AUCTION_ID}&i=${AUCTION_IMP_ID}&s=${AUCTION_SEAT_ID}")
              .map(url -> new Feed.Template(NoticeKind.BILLING, url + "&p=${AUCTION_PRICE}"))
              .toList(),
          List.of());

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findTheSameInChangedJson(boolean responsesOnly) {
    List<Topic<?>> topics = responsesOnly ? List.of(Topics.BID_RESPONSES) : JSON;
    compare(
        seeds(name -> !name.startsWith("notice"), Feed.DEFAULTS, MORE_JSON),
        feed -> new Documents(feed, topics.stream().map(Topic::name).toList()),
        feed -> new ReadOpenRtb(feed, topics)::read,
        topics);
  }

  @Test
  void findTheSameInChangedNotices() {
    compare(
        seeds(name -> name.startsWith("notice"), PORTS, MORE_LINES),
        feed -> Documents.ofLines(new NoticeDecoder(feed)),
        feed -> new ReadNotices(feed, NOTICES)::read,
        NOTICES);
  }

  private record Seed(Feed feed, Supplier<byte[]> bytes) {}

  /** The samples whose names fit, and more values of a feed. */
  private static List<Seed> seeds(Predicate<String> names, Feed feedOfMore, List<String> more) {
    return Stream.concat(
            OpenRtbSamples.all().stream()
                .filter(sample -> names.test(sample.name()))
                .map(sample -> new Seed(sample.feed(), sample::bytes)),
            more.stream()
                .map(text -> text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .map(bytes -> new Seed(feedOfMore, () -> bytes)))
        .toList();
  }

  private interface Verify {
    void read(byte[] value, Instant received, java.util.function.Consumer<Finding> findings);
  }

  private static void compare(
      List<Seed> seeds,
      Function<Feed, Documents> jobs,
      Function<Feed, Verify> verify,
      List<Topic<?>> topics) {
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < ROUNDS; round++) {
      Seed seed = seeds.get(round < seeds.size() ? round : random.nextInt(seeds.size()));
      byte[] value = seed.bytes.get();
      byte[] changed = round < seeds.size() ? value : changed(value, random);
      List<String> expected = new ArrayList<>();
      verify
          .apply(seed.feed)
          .read(
              changed, Instant.ofEpochMilli(RECEIVED), finding -> expected.addAll(words(finding)));
      Found found = new Found(topics);
      jobs.apply(seed.feed).decode(changed, RECEIVED, found);
      assertThat(found.words)
          .as(() -> new String(changed, StandardCharsets.UTF_8))
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

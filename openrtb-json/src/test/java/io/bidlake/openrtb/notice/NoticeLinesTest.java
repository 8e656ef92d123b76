package io.bidlake.openrtb.notice;

import static io.bidlake.openrtb.notice.Decoded.RECEIVED_AT;
import static io.bidlake.openrtb.notice.Decoded.feed;
import static io.bidlake.openrtb.notice.Decoded.template;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Feed;
import io.bidlake.model.Notice;
import io.bidlake.model.NoticeKind;
import io.bidlake.model.Topics;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeLinesTest {

  private static final Feed FEED =
      feed(template(NoticeKind.WIN, "https://t.example/w?a=${AUCTION_ID}&i=${AUCTION_IMP_ID}"));

  @Test
  void numbersLinesThatAreNotBlank() {
    Decoded decoded = Decoded.of(FEED, "\r\n/w?a=1&i=1\r\n \t\r\n\n/w?a=2&i=1\n/x\n/w?a=3&i=1");

    assertThat(decoded.events).extracting(Decoded.Event::document).containsExactly(1, 2, 4);
    assertThat(decoded.of(Topics.NOTICES))
        .extracting(notice -> notice.getRequestId().toString())
        .containsExactly("1", "2", "3");
    assertThat(decoded.letters).extracting(Decoded.Letter::document).containsExactly(3);
    assertThat(decoded.letters).extracting(Decoded.Letter::payload).containsExactly("/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", " \t\r\n\r\n", "\uFEFF", "\uFEFF \n"})
  void hasALetterForARecordWithoutLines(String value) {
    Decoded decoded = Decoded.of(FEED, value);

    assertThat(decoded.letters)
        .containsExactly(new Decoded.Letter(Reason.EMPTY, "the record has no lines", 1, value));
  }

  @Test
  void hasALetterForARecordWithoutValue() {
    assertThat(Decoded.of(FEED, (byte[]) null).reasons()).containsExactly(Reason.EMPTY);
  }

  @Test
  void skipsOneByteOrderMark() {
    assertThat(Decoded.of(FEED, "\uFEFF/w?a=1&i=1").events).hasSize(1);
    assertThat(Decoded.of(FEED, "\uFEFF\uFEFF/w?a=1&i=1").reasons())
        .containsExactly(Reason.UNKNOWN_EVENT);
    assertThat(Decoded.of(FEED, "/w?a=1&i=1\n\uFEFF/w?a=1&i=1").reasons())
        .containsExactly(Reason.UNKNOWN_EVENT);
  }

  @Test
  void readsCompressedRecords() throws IOException {
    byte[] value = gzip("/w?a=1&i=1\n/w?a=2&i=1\n");

    assertThat(Decoded.of(FEED, value).events).hasSize(2);
    Decoded cut = Decoded.of(FEED, Arrays.copyOf(value, value.length - 1));
    assertThat(cut.events).isEmpty();
    assertThat(cut.letters).extracting(Decoded.Letter::document).containsExactly(1);
    assertThat(cut.reasons()).containsExactly(Reason.MALFORMED);
    assertThat(cut.letters.get(0).payload())
        .isEqualTo(new String(value, 0, value.length - 1, UTF_8));
    assertThat(Decoded.of(FEED, gzip(" \n")).reasons()).containsExactly(Reason.EMPTY);
  }

  @Test
  void hasALetterForALineThatIsNoTextOrTooLong() {
    assertThat(Decoded.of(FEED, "/w?a=\u00e9&i=1\n/w?a=1&i=1".getBytes(ISO_8859_1)).reasons())
        .containsExactly(Reason.MALFORMED);
    String line = "/w?a=1&i=1&x=";
    String longest = line + "x".repeat(NoticeDecoder.LONGEST_LINE - line.length());
    assertThat(Decoded.of(FEED, " " + longest + "\r\n").events).hasSize(1);
    assertThat(Decoded.of(FEED, longest + "x\n/w?a=1&i=1").reasons())
        .containsExactly(Reason.MALFORMED);
  }

  @Test
  void readsOneLineOfAFile() {
    byte[] bytes = "??/w?a=1&i=1\r\n??".getBytes(UTF_8);
    Decoded decoded = new Decoded();
    new NoticeDecoder(FEED).line(bytes, 2, bytes.length - 4, 7, 1, decoded);
    assertThat(decoded.of(Topics.NOTICES))
        .extracting(Notice::getEventTimestamp)
        .containsExactly(Instant.ofEpochMilli(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/w?a=1&i=1 |",
        "http://T.Example/w?a=1&i=1 |",
        "1772366399 /w?a=1&i=1 | 2026-03-01T11:59:59Z",
        "1772366399500 https://t.example/w?a=1&i=1 | 2026-03-01T11:59:59.500Z",
        "`2026-03-01T12:00:30+01\t \thttps://t.example/w?a=1&i=1` | 2026-03-01T11:00:30Z",
        "2026-03-01 12:00 /w?a=1&i=1 | 2026-03-01T12:00:00Z",
        "h - - [01/Mar/2026:12:34:56 +0100] \"GET /w?a=1&i=1 HTTP/1.1\" 200 | 2026-03-01T11:34:56Z",
        "\"HEAD /w?a=1&i=1 HTTP/2\" [01/Mar/2026:12:34:56 +0100] | 2026-03-01T11:34:56Z",
        "[2026-03-01T12:34:56+01:00] \"GET /w?a=1&i=1 HTTP/2\" 200 | 2026-03-01T11:34:56Z",
        "[7] [2026-03-01 12:34:56] \"GET /w?a=1&i=1 HTTP/2\" | 2026-03-01T12:34:56Z",
        "[1772366399] \"GET /w?a=1&i=1 HTTP/2\" [2026-03-01T12:34:56] | 2026-03-01T12:34:56Z",
        "[2026-03-01T12:34:56Z] \"GET /w?a=1&i=1 HTTP/2\" [2025-01-01T00:00:00Z] | 2026-03-01T12:34:56Z",
        "h \"-\" \"M-SEARCH x HTTP/1.1\" \"POST http://t.example/w?a=1&i=1 HTTP/1.0\" |",
        "[01/Xyz/2026:12:34:56 +0100] \"GET /w?a=1&i=1 HTTP/1.1\" |",
        "{\"request\":\"GET /w?a=1&i=1 HTTP/1.1\"} |",
      })
  void readsEachKindOfLine(String line, Instant time) {
    Decoded decoded = Decoded.of(FEED, line);

    assertThat(decoded.letters).isEmpty();
    assertThat(decoded.of(Topics.NOTICES))
        .extracting(Notice::getEventTimestamp)
        .containsExactly(time == null ? Instant.ofEpochMilli(RECEIVED_AT) : time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "t.example/w?a=1&i=1",
        "1772366399",
        "h - - \"get /w?a=1&i=1 HTTP/1.1\"",
        "\"GET  HTTP/1.1\"",
        "\"GET /w?a=1&i=\f1 HTTP/1.1\"",
        "h - - \"GET /w?a=1&i=1 HTTP/\"",
        "h - - \"GET /w?a=1&i=1 HTTP/1.1",
        "\"OPTIONS * HTTP/1.1\"",
        "\"GET x HTTP/1.1\" /w?a=1&i=1",
        "://t.example/w?a=1&i=1"
      })
  void knowsNoOtherLine(String line) {
    Decoded decoded = Decoded.of(FEED, line);

    assertThat(decoded.reasons()).containsExactly(Reason.UNKNOWN_EVENT);
    assertThat(decoded.letters.get(0).error()).isEqualTo("no notice template fits " + line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\uFEFF\uFEFF{\"id\":1}", "\uFEFF\u00A0[{}]", "\uFEFF\u200B{", "\uFEFF\u0001{"})
  void saysWhatCannotBeSeenBeforeJson(String line) {
    assertThat(Decoded.of(FEED, line).letters.get(0).error())
        .isEqualTo(
            "no JSON: U+%04X, which cannot be seen, stands before it"
                .formatted((int) line.charAt(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "-1",
        "2026-03-01",
        "2026-03-01T12:00Q",
        "2026-02-30 12:00",
        "a b c",
        "h - - \"GET"
      })
  void refusesATimeThatCannotBeRead(String time) {
    assertThat(Decoded.of(FEED, time + " /w?a=1&i=1").reasons())
        .containsExactly(Reason.INVALID_FIELD);
    assertThat(Decoded.of(FEED, time + " /x").reasons()).containsExactly(Reason.UNKNOWN_EVENT);
  }

  @Test
  void showsAtMost200CharactersOfALine() {
    String line = "/" + "\0" + "x".repeat(197) + "\uD83D\uDE00";
    assertThat(Decoded.of(FEED, line).letters.get(0).error())
        .isEqualTo("no notice template fits /\uFFFD" + "x".repeat(197));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }
}

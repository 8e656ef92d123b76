package io.bidlake.openrtb.notice;

import com.google.common.base.Utf8;
import io.bidlake.domain.UrlParameters;
import io.bidlake.model.Feed;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.openrtb.Content;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.ValueDecoder;
import io.bidlake.tables.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Decodes notice URLs, one per line, with the templates of a feed. Emits an impression or a click,
 * the notice itself, or both; a line that cannot be decoded becomes a dead letter. Keeps no state
 * between lines. A repeated line produces the same ids.
 */
public final class NoticeDecoder implements ValueDecoder {

  /** Longest line in bytes; servers refuse longer URLs. */
  static final int LONGEST_LINE = 64 << 10;

  private final NoticeTemplates templates;
  private final NoticeEvents events;

  /**
   * @throws IllegalArgumentException if one of the feed's templates cannot match any notice; says
   *     which one and why
   */
  public NoticeDecoder(Feed feed) {
    this(feed, TopicFormat.NOTICES.topics().stream().map(Topic::name).toList());
  }

  /**
   * @param topics names of the topics whose events are decoded; a notice without such an event is a
   *     dead letter
   */
  public NoticeDecoder(Feed feed, Collection<String> topics) {
    this.templates = new NoticeTemplates(feed);
    this.events = new NoticeEvents(feed, topics);
  }

  /**
   * Decodes all lines of a Kafka record, numbered from 1; blank lines are skipped.
   *
   * @param value lines, optionally compressed with gzip; can be null
   * @param recordTime Kafka's time of the record, in epoch ms
   */
  @Override
  public void decode(byte[] value, long recordTime, EventOutput out) {
    byte[] lines = Content.of(value, out);
    if (lines == null) {
      return;
    }
    int document = 0;
    for (int start = Content.start(lines, 0, lines.length); start < lines.length; ) {
      int end = start;
      while (end < lines.length && lines[end] != '\n') {
        end++;
      }
      if (!isBlank(lines, start, end)) {
        document++;
        read(lines, start, end, recordTime, document, out);
      }
      start = end + 1;
    }
    if (document == 0) {
      out.deadLetter(Reason.EMPTY, "the record has no lines", Content.whole(value));
    }
  }

  /**
   * Decodes one line of a file. Blank lines are skipped.
   *
   * @param bytes contains the line, at {@code offset}, with or without its line ending
   * @param time event time of lines without their own, in epoch ms
   * @param document number of the line; the first line can start with a byte order mark
   */
  public void line(byte[] bytes, int offset, int length, long time, int document, EventOutput out) {
    int end = offset + length;
    int start = document == 1 ? Content.start(bytes, offset, end) : offset;
    if (!isBlank(bytes, start, end)) {
      read(bytes, start, end, time, document, out);
    }
  }

  private void read(
      byte[] bytes, int lineStart, int lineEnd, long time, int document, EventOutput out) {
    int start = lineStart;
    int end = lineEnd;
    while (Content.isBlank(bytes[start])) {
      start++;
    }
    while (Content.isBlank(bytes[end - 1])) {
      end--;
    }
    SourceDocument line = SourceDocument.of(document, bytes, start, end - start);
    try {
      read(text(bytes, start, end - start), time, line, out);
    } catch (UnreadableNotice e) {
      out.deadLetter(e.reason(), e.getMessage(), line);
    }
  }

  private static String text(byte[] bytes, int start, int length) throws UnreadableNotice {
    if (length > LONGEST_LINE) {
      throw new UnreadableNotice(
          Reason.MALFORMED,
          "a line of %d bytes, the longest is %d".formatted(length, LONGEST_LINE));
    }
    if (!Utf8.isWellFormed(bytes, start, length)) {
      throw new UnreadableNotice(Reason.MALFORMED, "no UTF-8");
    }
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  private void read(String text, long time, SourceDocument document, EventOutput out)
      throws UnreadableNotice {
    LoggedUrl line = LoggedUrl.parse(text);
    if (line == null) {
      throw unknown(text);
    }
    UrlParameters parameters = templates.parameters(line.url());
    NoticeTemplate template = templates.match(line.url(), parameters);
    if (template == null) {
      throw unknown(text);
    }
    NoticeValues values = template.values(line.url(), parameters);
    if (values.isAudit()) {
      out.count("notices.audit");
      return;
    }
    values.requireSubstitution();
    events.emit(template.kind(), values, line, time, document, out);
  }

  private static UnreadableNotice unknown(String line) {
    int seen = 0;
    while (seen < line.length() && !canBeSeen(line.charAt(seen))) {
      seen++;
    }
    boolean isJson = line.startsWith("{", seen) || line.startsWith("[", seen);
    return new UnreadableNotice(
        Reason.UNKNOWN_EVENT,
        isJson && seen > 0
            ? "no JSON: U+%04X, which cannot be seen, stands before it"
                .formatted((int) line.charAt(0))
            : "no notice template fits " + UnreadableNotice.shown(line));
  }

  private static boolean canBeSeen(char letter) {
    return !Character.isISOControl(letter)
        && !Character.isSpaceChar(letter)
        && Character.getType(letter) != Character.FORMAT;
  }

  private static boolean isBlank(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && Content.isBlank(bytes[at])) {
      at++;
    }
    return at == end;
  }
}

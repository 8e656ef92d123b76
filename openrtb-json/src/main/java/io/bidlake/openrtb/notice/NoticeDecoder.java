package io.bidlake.openrtb.notice;

import com.google.common.base.Utf8;
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
 * Reads notice URLs, a line each, by the templates of a feed. Emits an impression or a click, the
 * notice itself, or both; a line that cannot be read becomes a dead letter. Keeps nothing between
 * lines. A repeated line gives the same ids again.
 */
public final class NoticeDecoder implements ValueDecoder {

  /** No server takes a longer URL. */
  static final int LONGEST_LINE = 64 << 10;

  private final NoticeTemplates templates;
  private final NoticeEvents events;

  /**
   * @throws IllegalArgumentException if no notice could be read with one of the feed's templates;
   *     says which and why
   */
  public NoticeDecoder(Feed feed) {
    this(feed, TopicFormat.NOTICES.topics().stream().map(Topic::name).toList());
  }

  /**
   * @param topics the topics whose events are taken, by name: a notice that gives none of them is a
   *     dead letter
   */
  public NoticeDecoder(Feed feed, Collection<String> topics) {
    this.templates = new NoticeTemplates(feed);
    this.events = new NoticeEvents(feed, topics);
  }

  /**
   * Reads all lines of a Kafka record, whose numbers are from 1 on; blank ones are left out.
   *
   * @param value lines, maybe compressed with gzip; can be null
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
   * Reads one line of a file. A blank one is nothing.
   *
   * @param bytes the line is from {@code offset} on, {@code length} long, its end included or not
   * @param time epoch ms, for lines that have no time
   * @param document number of the line; the first can begin with a byte order mark
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
    Parameters parameters = templates.parameters(line.url());
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

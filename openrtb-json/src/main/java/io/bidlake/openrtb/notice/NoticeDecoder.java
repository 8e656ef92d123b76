package io.bidlake.openrtb.notice;

import com.google.common.base.Utf8;
import io.bidlake.model.Feed;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.openrtb.Content;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.UnreadableDocument;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.tables.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Decodes lines that are notice URLs, with the templates of a feed. Emits an impression or a click,
 * the notice itself, or both; a line that cannot be decoded becomes a dead letter. Keeps no state
 * between lines. A repeated line produces the same ids.
 */
public final class NoticeDecoder implements Documents.Lines {

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
   * Decodes one line.
   *
   * @param bytes contains the line at {@code offset}; its first byte is no blank
   * @param time event time of lines without their own, in epoch ms
   * @param document number of the line
   */
  @Override
  public void line(byte[] bytes, int offset, int length, long time, int document, EventOutput out) {
    int end = offset + length;
    while (Content.isBlank(bytes[end - 1])) {
      end--;
    }
    SourceDocument line = SourceDocument.of(document, bytes, offset, end - offset);
    try {
      read(text(bytes, offset, end - offset), time, line, out);
    } catch (UnreadableDocument e) {
      out.deadLetter(e.reason(), e.getMessage(), line);
    }
  }

  private static String text(byte[] bytes, int start, int length) throws UnreadableDocument {
    if (length > LONGEST_LINE) {
      throw new UnreadableDocument(
          Reason.MALFORMED,
          "a line of %d bytes, the longest is %d".formatted(length, LONGEST_LINE));
    }
    if (!Utf8.isWellFormed(bytes, start, length)) {
      throw new UnreadableDocument(Reason.MALFORMED, "no UTF-8");
    }
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  private void read(String text, long time, SourceDocument document, EventOutput out)
      throws UnreadableDocument {
    LoggedUrl line = LoggedUrl.parse(text);
    NoticeValues values = line == null ? null : templates.values(line.url());
    if (values == null) {
      throw unknown(text);
    }
    if (values.isAudit()) {
      out.count("notices.audit");
      return;
    }
    values.requireSubstitution();
    events.emit(values, line, time, document, out);
  }

  private static UnreadableDocument unknown(String line) {
    int seen = 0;
    while (seen < line.length() && !canBeSeen(line.charAt(seen))) {
      seen++;
    }
    boolean isJson = line.startsWith("{", seen) || line.startsWith("[", seen);
    return new UnreadableDocument(
        Reason.UNKNOWN_EVENT,
        isJson && seen > 0
            ? "no JSON: U+%04X, which cannot be seen, stands before it"
                .formatted((int) line.charAt(0))
            : "no notice template fits " + UnreadableDocument.shown(line));
  }

  private static boolean canBeSeen(char letter) {
    return !Character.isISOControl(letter)
        && !Character.isSpaceChar(letter)
        && Character.getType(letter) != Character.FORMAT;
  }
}

package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.bidlake.model.Feed;
import io.bidlake.openrtb.Content;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.UnreadableDocument;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;

/**
 * Splits bytes of JSON into documents: consecutive values, with or without white space between
 * them, and the elements of arrays. After a value that is not JSON, reading resumes at the next
 * line that starts like a document. Bytes can come in pieces; each piece starts where the last one
 * was read to. Not thread-safe.
 */
public final class Documents {

  /** A fault this close to the end of a piece, in bytes, may be caused by the cut. */
  private static final int CUT = 64;

  private static final int READ_AGAIN_FREELY = 1 << 20;
  private static final int READ_AGAIN_TIMES = 8;

  private final Document reader;
  private final Lines lines;

  private int start;
  private int number;
  private boolean inArray;
  private boolean hasElements;
  private boolean isAfterElement;
  private boolean isSkipping;

  /**
   * @param topics names of the topics whose events are decoded; with responses alone, an object
   *     that does not tell its kind is a response without bids
   */
  public Documents(Feed feed, Collection<String> topics) {
    this(new Document(feed, topics), null);
  }

  private Documents(Document reader, Lines lines) {
    this.reader = reader;
    this.lines = lines;
  }

  /** JSON documents mixed with lines of another format. */
  public static Documents amongLines(Feed feed, Collection<String> topics, Lines lines) {
    return new Documents(new Document(feed, topics), lines);
  }

  /** Lines of another format only: each line is a document. */
  public static Documents ofLines(Lines lines) {
    return new Documents((Document) null, lines);
  }

  /** Receives lines that are not JSON. */
  @FunctionalInterface
  public interface Lines {
    /**
     * Receives a line, without blanks or a byte order mark before it.
     *
     * @param length without the line ending
     * @param time when it was received, in epoch ms
     * @param number of the line among all documents, from 1
     */
    void line(byte[] bytes, int offset, int length, long time, int number, EventOutput out);
  }

  /** Starts a record or a file. */
  public void begin() {
    number = 0;
    inArray = false;
    isSkipping = false;
  }

  /** Number of documents since {@link #begin}. */
  public int count() {
    return number;
  }

  /** Offset of the current document in the bytes of the piece. */
  public int start() {
    return start;
  }

  /** Whether the reader is neither within an array nor skipping after a fault. */
  public boolean isBetweenDocuments() {
    return !inArray && !isSkipping;
  }

  /** Whether a line with this first byte can be the first line of a document. */
  public boolean canBegin(byte first) {
    // All lines of a pretty-printed document but the first start with one of these.
    return first == '{'
        || first == '['
        || reader == null
        || (lines != null && !Content.isBlank(first) && "\"}],:".indexOf(first) < 0);
  }

  /**
   * Reads all documents of the value of a Kafka record, which are numbered from 1.
   *
   * @param value optionally compressed with gzip; can be null
   * @param time when it was received, in epoch ms
   */
  public void decode(byte[] value, long time, EventOutput out) {
    byte[] bytes = Content.of(value, out);
    if (bytes == null) {
      return;
    }
    begin();
    read(bytes, Content.start(bytes, 0, bytes.length), bytes.length, true, time, out);
    if (number == 0) {
      String content = reader == null ? "lines" : "value";
      out.deadLetter(Reason.EMPTY, "the record has no " + content, Content.whole(value));
    }
  }

  /**
   * Reads the documents of a piece.
   *
   * @param isLast whether no other piece follows
   * @param time when they were received, in epoch ms
   * @return where the next piece must start; the end of this one if it is the last
   */
  public int read(byte[] bytes, int from, int to, boolean isLast, long time, EventOutput out) {
    try {
      return new Piece(bytes, from, to, isLast, time, out).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Cannot happen with bytes in memory.
    }
  }

  /** One piece of the bytes. */
  private final class Piece {

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final boolean isLast;
    private final long time;
    private final EventOutput out;
    private long readAgain;

    /** Where the current array starts; -1 if in an earlier piece. */
    private int array = -1;

    Piece(byte[] bytes, int from, int to, boolean isLast, long time, EventOutput out) {
      this.bytes = bytes;
      this.from = from;
      this.to = to;
      this.isLast = isLast;
      this.time = time;
      this.out = out;
    }

    int read() throws IOException {
      int at = from;
      if (isSkipping) {
        at = resumption(from);
        isSkipping = at == to;
        if (isSkipping) {
          return !isLast && bytes[to - 1] == '\n' ? to - 1 : to;
        }
      }
      while (true) {
        at = afterBlanks(at);
        if (at == to) {
          endArray();
          return to;
        }
        int next = inArray ? inArray(at) : atTop(at);
        if (next < 0) {
          return at; // Continued in the next piece.
        }
        at = next;
      }
    }

    private void endArray() {
      if (isLast && inArray) {
        inArray = false;
        start = to;
        bury("the array has no end", new byte[] {'['}, 0, 1);
      }
    }

    private void bury(String error, byte[] source, int start, int length) {
      number++;
      out.deadLetter(Reason.MALFORMED, error, SourceDocument.of(number, source, start, length));
    }

    private int afterBlanks(int at) {
      int next = at;
      while (next < to && Content.isBlank(bytes[next])) {
        next++;
      }
      return next;
    }

    private int atTop(int at) throws IOException {
      if (reader == null || (lines != null && bytes[at] != '{' && bytes[at] != '[')) {
        return line(at);
      }
      if (bytes[at] != '[') {
        return document(at);
      }
      array = at;
      inArray = true;
      hasElements = false;
      isAfterElement = false;
      return at + 1;
    }

    /** Emits a line; returns where it ends, or -1 if it ends in a later piece. */
    private int line(int at) {
      int end = at;
      while (end < to && bytes[end] != '\n') {
        end++;
      }
      if (end == to && !isLast && to - at < JsonInput.LONGEST) {
        return -1;
      }
      start = at;
      number++;
      lines.line(bytes, at, end - at, time, number, out);
      return end;
    }

    private int inArray(int at) throws IOException {
      start = at;
      if (bytes[at] == ']' && (isAfterElement || !hasElements)) {
        inArray = false;
        if (!hasElements) {
          number++;
          out.deadLetter(
              Reason.UNKNOWN_EVENT,
              "an empty array",
              array < 0
                  ? SourceDocument.of(number, new byte[] {'[', ']'}, 0, 2)
                  : SourceDocument.of(number, bytes, array, at + 1 - array));
        }
        return at + 1;
      }
      if (isAfterElement && bytes[at] == ',') {
        isAfterElement = false;
        return at + 1;
      }
      if (isAfterElement) {
        return fault(at, at + 1, "a comma or the end of the array must follow an element");
      }
      int next = document(at);
      if (next >= 0) {
        hasElements = true;
      }
      return next;
    }

    /** Reads a document; returns where it ends, or -1 if it ends in a later piece. */
    private int document(int at) throws IOException {
      start = at;
      int limit = Math.min(to, at + JsonInput.LONGEST);
      if (bytes[at] != '{' && bytes[at] != '[' && bytes[at] != '"') {
        // Jackson refuses a number that is directly followed by something else.
        limit = Math.min(limit, Words.end(bytes, at, to));
        if (limit == to && !isLast) {
          return -1;
        }
        if (!inArray && limit < to && Words.isNumber(bytes[at]) && !Content.isBlank(bytes[limit])) {
          return fault(at, limit, "something follows a number at once");
        }
      }
      try {
        int end = reader.read(bytes, at, limit, inArray, number + 1, time, out);
        number++;
        isAfterElement = true;
        return end;
      } catch (JsonProcessingException e) {
        int place = Math.max(at + 1, reader.position());
        boolean isCut = place >= limit - CUT;
        if (isCut && !isLast && limit == to) {
          return -1;
        }
        return fault(
            at,
            place,
            limit == at + JsonInput.LONGEST && isCut
                ? "longer than %,d bytes".formatted(JsonInput.LONGEST)
                : e.getOriginalMessage());
      } catch (UnreadableDocument e) {
        number++;
        isAfterElement = true;
        int end = reader.position();
        out.deadLetter(e.reason(), e.getMessage(), SourceDocument.of(number, bytes, at, end - at));
        return end;
      } finally {
        reader.end();
      }
    }

    /**
     * Emits a dead letter for text that is not JSON.
     *
     * @param place how far it was read
     * @return where reading resumes; -1 if in a later piece
     */
    private int fault(int at, int place, String error) {
      readAgain += place - at;
      boolean isTooMuch = readAgain > (long) READ_AGAIN_TIMES * (to - from) + READ_AGAIN_FREELY;
      int next = isTooMuch ? to : resumption(at);
      if (next == to && !isLast) {
        if (!isTooMuch && to - at < JsonInput.LONGEST) {
          return -1;
        }
        isSkipping = true;
      }
      int end = next;
      while (end > at + 1 && Content.isBlank(bytes[end - 1])) {
        end--;
      }
      bury(error, bytes, at, end - at);
      isAfterElement = false;
      inArray = inArray && next < to; // The dead letter includes its end.
      return next;
    }

    /** The next line that starts like a document; the end of the piece if there is none. */
    private int resumption(int after) {
      for (int i = after; i < to - 1; i++) {
        if (bytes[i] == '\n' && canBegin(bytes[i + 1])) {
          return i + 1;
        }
      }
      return to;
    }
  }
}

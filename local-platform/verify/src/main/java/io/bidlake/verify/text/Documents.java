package io.bidlake.verify.text;

import io.bidlake.verify.text.JsonText.MalformedException;
import java.util.List;

/**
 * Finds the documents of a Kafka record: values of JSON in a row, and the items of an array. What
 * is no JSON ends before the next line that begins with a brace or a bracket.
 */
public final class Documents {

  /** Bytes that may be read again after faults, for each byte of the value, and beside them. */
  private static final int AGAIN_PER_BYTE = 8;

  private static final int AGAIN = 1 << 20;

  private final byte[] bytes;
  private final JsonText text;
  private final Taker taker;
  private int at;
  private int number;
  private long readAgain;

  private Documents(byte[] bytes, Taker taker) {
    this.bytes = bytes;
    this.text = new JsonText(bytes);
    this.taker = taker;
    this.at = Content.start(bytes);
  }

  /** Takes the documents in their order. */
  public interface Taker {

    /** Takes a document. */
    void document(int number, Json document);

    /** Takes bytes that are none. */
    void noDocument(int number, Reason reason, byte[] payload);
  }

  /** Reads the value of a Kafka record, which may be null. */
  public static void read(byte[] value, Taker taker) {
    byte[] bytes = Content.of(value, reason -> taker.noDocument(1, reason, value));
    if (bytes != null) {
      new Documents(bytes, taker).readAll();
    }
  }

  /**
   * The documents that a value is or holds: the object itself, or what a text has; of an array its
   * items.
   *
   * @throws FaultException if the text is no JSON
   */
  public static List<Json> within(Json value) throws FaultException {
    Json inner = value;
    if (value instanceof Json.Text text) {
      try {
        inner = JsonText.only(text.value());
      } catch (MalformedException e) {
        throw new FaultException(Reason.MALFORMED, e.getMessage());
      }
    }
    return inner instanceof Json.Items items && items.hasValue() ? items.items() : List.of(inner);
  }

  private void readAll() {
    while (skipToNext()) {
      if (bytes[at] != '[') {
        readValue();
      } else {
        int inside = Whitespace.skip(bytes, at + 1, bytes.length);
        if (inside < bytes.length && bytes[inside] == ']') {
          readValue();
        } else {
          at++;
          readItems();
        }
      }
    }
  }

  private void readValue() {
    number++;
    int start = at;
    try {
      Json value = text.read(start);
      at = value.end();
      taker.document(number, value);
    } catch (MalformedException e) {
      skipFault(start, e.place());
    }
  }

  /** Reads an array up to its end, from after its bracket on. */
  private void readItems() {
    boolean more = true;
    while (more) {
      more = readItem();
    }
  }

  /** Reads an item, and what is between it and the next; says whether there is one. */
  private boolean readItem() {
    number++;
    skipToNext();
    int start = at;
    try {
      Json item = text.readItem(start);
      at = item.end();
      taker.document(number, item);
    } catch (MalformedException e) {
      return skipFault(start, e.place());
    }
    if (skipToNext() && bytes[at] == ',') {
      at++;
      return true;
    }
    if (at < bytes.length && bytes[at] == ']') {
      at++;
      return false;
    }
    number++;
    return skipFault(at, at);
  }

  /**
   * Goes on after what is no JSON.
   *
   * @param start where it begins
   * @param place where that was seen
   * @return whether anything is left
   */
  private boolean skipFault(int start, int place) {
    readAgain += place - start;
    at = (long) AGAIN_PER_BYTE * bytes.length + AGAIN < readAgain ? bytes.length : nextLine(start);
    byte[] payload = Whitespace.trimmed(bytes, start, at);
    // Of an array without end: the byte that was not closed.
    taker.noDocument(number, Reason.MALFORMED, payload.length == 0 ? new byte[] {'['} : payload);
    return at < bytes.length;
  }

  private int nextLine(int start) {
    for (int i = start + 1; i < bytes.length; i++) {
      if (bytes[i - 1] == '\n' && (bytes[i] == '{' || bytes[i] == '[')) {
        return i;
      }
    }
    return bytes.length;
  }

  private boolean skipToNext() {
    at = Whitespace.skip(bytes, at, bytes.length);
    return at < bytes.length;
  }
}

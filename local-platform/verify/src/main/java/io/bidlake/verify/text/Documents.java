package io.bidlake.verify.text;

import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.text.JsonText.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * Finds the documents in a Kafka record: consecutive JSON values, and the items of arrays. Bytes
 * that are not JSON end before the next line that starts with a brace or a bracket.
 */
public final class Documents {

  /**
   * The number of bytes that may be read again after errors: this many per byte of the value, plus
   * {@link #AGAIN}.
   */
  private static final int AGAIN_PER_BYTE = 8;

  private static final int AGAIN = 1 << 20;

  private final byte[] bytes;
  private final JsonText text;
  private final ObjIntConsumer<Json> documents;
  private final Consumer<Finding> faults;
  private int at;
  private int number;
  private long readAgain;

  private Documents(byte[] bytes, ObjIntConsumer<Json> documents, Consumer<Finding> faults) {
    this.bytes = bytes;
    this.text = new JsonText(bytes);
    this.documents = documents;
    this.faults = faults;
    this.at = Content.start(bytes);
  }

  /**
   * Reads the value of a Kafka record, which may be null.
   *
   * @param documents receives each document with its number within the record, from 1
   * @param faults receives the dead letters of bytes that are not a document
   */
  public static void read(byte[] value, ObjIntConsumer<Json> documents, Consumer<Finding> faults) {
    try {
      new Documents(Content.of(value), documents, faults).readAll();
    } catch (FaultException e) {
      faults.accept(Finding.deadLetter(1, e.reason(), () -> value));
    }
  }

  /**
   * Reads bytes that are a single value, with optional white space around it.
   *
   * @throws FaultException if they are not
   */
  public static Json only(byte[] bytes) throws FaultException {
    int start = Whitespace.skip(bytes, Content.start(bytes), bytes.length);
    Json value = new JsonText(bytes).read(start);
    if (Whitespace.skip(bytes, value.end(), bytes.length) < bytes.length) {
      throw new FaultException(DeadLetterReason.MALFORMED, "more than one value");
    }
    return value;
  }

  /**
   * Returns the documents in a value: the items of an array, or else the value itself. A text is
   * parsed as JSON first.
   *
   * @throws FaultException if the text is not JSON
   */
  public static List<Json> within(Json value) throws FaultException {
    Json inner = value;
    if (value instanceof Json.Text text) {
      inner = only(text.value().getBytes(StandardCharsets.UTF_8));
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
      documents.accept(value, number);
    } catch (MalformedException e) {
      skipFault(start, e.place());
    }
  }

  /** Reads an array to its end, starting after its opening bracket. */
  private void readItems() {
    boolean more = true;
    while (more) {
      more = readItem();
    }
  }

  /** Reads an item and the separator after it; returns whether another item follows. */
  private boolean readItem() {
    number++;
    skipToNext();
    int start = at;
    try {
      Json item = text.readItem(start);
      at = item.end();
      documents.accept(item, number);
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
   * Continues after bytes that are not JSON.
   *
   * @param start the start of these bytes
   * @param place where the error was detected
   * @return whether any bytes are left
   */
  private boolean skipFault(int start, int place) {
    readAgain += place - start;
    at = (long) AGAIN_PER_BYTE * bytes.length + AGAIN < readAgain ? bytes.length : nextLine(start);
    byte[] fault = Whitespace.trimmed(bytes, start, at);
    // For an array without an end, the payload is its opening bracket.
    byte[] payload = fault.length == 0 ? new byte[] {'['} : fault;
    faults.accept(Finding.deadLetter(number, DeadLetterReason.MALFORMED, () -> payload));
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

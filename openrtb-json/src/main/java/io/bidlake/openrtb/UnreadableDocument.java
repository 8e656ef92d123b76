package io.bidlake.openrtb;

import io.bidlake.domain.SenderText;
import io.bidlake.tables.DeadLetter.Reason;

/** A document, or a line, cannot be an event and becomes a dead letter. */
public final class UnreadableDocument extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 200;

  private final Reason reason;

  public UnreadableDocument(Reason reason, String message) {
    super(
        message, null, false,
        false); // Caused by input: a stack trace would be slow and say nothing.
    this.reason = reason;
  }

  public static UnreadableDocument missing(String field) {
    return new UnreadableDocument(Reason.MISSING_FIELD, field + " is missing");
  }

  /**
   * A field with a value that cannot be read.
   *
   * @param fault what is wrong with the value, for example {@code is no number}
   */
  public static UnreadableDocument invalid(String field, String value, String fault) {
    return new UnreadableDocument(
        Reason.INVALID_FIELD, "%s %s: '%s'".formatted(field, fault, shown(value)));
  }

  /** A sender's text, shortened for an error message. */
  public static String shown(String text) {
    int end = Math.min(SHOWN, text.length());
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return SenderText.readable(text.substring(0, end));
  }

  public Reason reason() {
    return reason;
  }
}

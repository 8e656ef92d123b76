package io.bidlake.openrtb.notice;

import io.bidlake.domain.SenderText;
import io.bidlake.tables.DeadLetter.Reason;

/** A line that becomes a dead letter. */
final class UnreadableNotice extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 200;

  private final Reason reason;

  UnreadableNotice(Reason reason, String message) {
    super(
        message, null, false,
        false); // Caused by input: a stack trace would be slow and say nothing.
    this.reason = reason;
  }

  static UnreadableNotice missing(String field) {
    return new UnreadableNotice(Reason.MISSING_FIELD, field + " is missing");
  }

  /**
   * @param fault what is wrong with the value, for example {@code is no number}
   */
  static UnreadableNotice invalid(String field, String value, String fault) {
    return new UnreadableNotice(
        Reason.INVALID_FIELD, "%s %s: '%s'".formatted(field, fault, shown(value)));
  }

  /** A sender's text, shortened for an error message. */
  static String shown(String text) {
    int end = Math.min(SHOWN, text.length());
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return SenderText.readable(text.substring(0, end));
  }

  Reason reason() {
    return reason;
  }
}

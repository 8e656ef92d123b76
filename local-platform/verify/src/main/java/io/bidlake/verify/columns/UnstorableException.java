package io.bidlake.verify.columns;

import com.google.common.base.Ascii;

/** A record has a value that its table cannot contain, or for which there is no column. */
public final class UnstorableException extends Exception {

  /** Without a stack trace: there can be one for each record. */
  UnstorableException(String message) {
    super(message, null, false, false);
  }

  static UnstorableException noColumn(String path) {
    return new UnstorableException(path + " has no column");
  }

  static UnstorableException twoFields(String path) {
    return new UnstorableException("two fields have the column of " + path);
  }

  static UnstorableException of(String path, Object value, Object type) {
    return new UnstorableException(
        "%s = %s does not fit a column of type %s"
            .formatted(path, Ascii.truncate(String.valueOf(value), 63, "..."), type));
  }
}

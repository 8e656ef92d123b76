package io.bidlake.verify.landing;

/** What the comparison of one offset of a partition says. */
enum Outcome {
  /** The record has its row. */
  ROW,
  /** The record is a dead letter. */
  LETTER,
  /** The record has neither, and another record with its key may be why. */
  LEFT_OUT,
  /** Kafka or the table no longer has it. */
  NOT_CHECKED,
  /** The record came after the mark, and is not in the lake yet. */
  IN_FLIGHT,
  MISSING,
  UNEXPECTED,
  DIFFERING,
  REPEATED,
  /** A row that deduplication must have left out. */
  TOO_NEAR,
  /** A dead letter of a record that has a row, or can be read. */
  WRONG_LETTER;

  // What is known about an offset, in one number.
  static final int IN_KAFKA = 1;
  static final int SETTLED = 1 << 1;

  /** The record can be a row; if not, it must be a dead letter. */
  static final int STORABLE = 1 << 2;

  /** A dead letter may have any reason. */
  static final int ANY_REASON = 1 << 3;

  /** A dead letter may be about a time. */
  static final int ODD_TIME = 1 << 4;

  /** The row may have been deleted because of its age. */
  static final int EXPIRED = 1 << 5;

  /** There is a key by which records are left out, and it has no null in it. */
  static final int KEY = 1 << 6;

  static final int KEY_WITH_NULL = 1 << 7;
  static final int A_ROW = 1 << 8;
  static final int ROWS = 1 << 9;
  static final int A_LETTER = 1 << 10;
  static final int LETTERS = 1 << 11;

  /** A dead letter says that the record cannot be read. */
  static final int UNREADABLE = 1 << 12;

  /** A dead letter says that a time is impossible. */
  static final int ABOUT_TIME = 1 << 13;

  boolean isFault() {
    return compareTo(MISSING) >= 0;
  }

  /**
   * The outcome for an offset.
   *
   * @param known what is known about it
   * @param isSame whether the row has the values of the record
   * @param isDeleted whether Kafka has deleted the records up to this offset
   */
  static Outcome of(int known, boolean isSame, boolean isDeleted) {
    if (has(known, ROWS) || has(known, LETTERS)) {
      return REPEATED;
    }
    boolean row = has(known, A_ROW);
    boolean letter = has(known, A_LETTER);
    if (!has(known, IN_KAFKA)) {
      return isDeleted ? NOT_CHECKED : UNEXPECTED;
    }
    if (row && letter) {
      return WRONG_LETTER;
    }
    if (row) {
      return !has(known, STORABLE) || !isSame ? DIFFERING : ROW;
    }
    if (letter) {
      boolean fits =
          has(known, ANY_REASON)
              || (has(known, ABOUT_TIME) ? has(known, ODD_TIME) : !has(known, UNREADABLE));
      return fits ? LETTER : WRONG_LETTER;
    }
    if (!has(known, SETTLED)) {
      return IN_FLIGHT;
    }
    if (has(known, EXPIRED)) {
      return NOT_CHECKED;
    }
    return has(known, KEY) || has(known, KEY_WITH_NULL) ? LEFT_OUT : MISSING;
  }

  static boolean has(int known, int flag) {
    return (known & flag) != 0;
  }
}

package io.bidlake.verify.text;

/** Why something is a dead letter, as the column of that name has it. */
public enum Reason {
  EMPTY,
  MALFORMED,
  UNKNOWN_EVENT,
  MISSING_FIELD,
  INVALID_FIELD,
  IMPOSSIBLE_TIME
}

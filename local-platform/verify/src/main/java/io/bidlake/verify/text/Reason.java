package io.bidlake.verify.text;

/** The reasons of dead letters, as in the column {@code reason}. */
public enum Reason {
  EMPTY,
  MALFORMED,
  UNKNOWN_EVENT,
  MISSING_FIELD,
  INVALID_FIELD,
  IMPOSSIBLE_TIME
}

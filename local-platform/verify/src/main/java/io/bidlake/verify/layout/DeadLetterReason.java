package io.bidlake.verify.layout;

/** The reasons of dead letters, as in the column {@code reason}. */
public enum DeadLetterReason {
  EMPTY,
  NOT_WIRE_FORMAT,
  UNKNOWN_SCHEMA,
  INCOMPATIBLE_SCHEMA,
  MALFORMED,
  IMPOSSIBLE_TIME,
  UNKNOWN_EVENT,
  MISSING_FIELD,
  INVALID_FIELD
}

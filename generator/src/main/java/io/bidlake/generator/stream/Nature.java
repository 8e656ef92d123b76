package io.bidlake.generator.stream;

/** Why a message is sent. */
public enum Nature {
  /** An event, in time. */
  EVENT,
  /** An event that was held back. */
  LATE,
  /** An event that was sent before, the same bytes again. */
  DUPLICATE,
  /** Bytes that are no event. */
  POISON
}

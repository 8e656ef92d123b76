package io.bidlake.runtime.request;

/** Result of adding an event to the state of its request. */
public enum Added {
  /** The event is new. */
  NEW,
  /** A copy exists already and stays. */
  REPEATED,
  /** A copy exists already, but this one happened earlier and replaces it. */
  EARLIER,
  /** The request already has the maximum number of events. */
  REFUSED
}

package io.bidlake.local.chaos.proxy;

/** What a proxy does to each request while it lasts. */
public enum Toxic {
  /** Nothing: every byte is handed on. */
  NONE("works"),
  DELAY("is slow"),
  /** The server never sees the request. */
  ERROR("answers 503"),
  /** The server has done what it was asked for, and the client is told that it has not. */
  ERROR_AFTERWARDS("answers 503 after it was done"),
  /** The server has done what it was asked for, and the client hears nothing of it. */
  DROP_ANSWER("drops the answer"),
  /** A long request breaks off after its first part, the answer to a short one in its middle. */
  CUT("cuts connections");

  private final String text;

  Toxic(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}

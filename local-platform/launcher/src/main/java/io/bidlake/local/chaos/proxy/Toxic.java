package io.bidlake.local.chaos.proxy;

/** What a proxy does to requests while the toxic is set. */
public enum Toxic {
  /** Nothing: every byte is passed on. */
  NONE("works"),
  DELAY("is slow"),
  /** The server never sees the request. */
  ERROR("answers 503"),
  /** The server has processed the request, but the client receives an error. */
  ERROR_AFTERWARDS("answers 503 after it was done"),
  /** The server has processed the request, but the client receives no response. */
  DROP_ANSWER("drops the answer"),
  /**
   * A long request is cut after its first 2 KiB; the response to a short one is cut in the middle.
   */
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

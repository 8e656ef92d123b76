package io.bidlake.local.service;

import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.JavaCommand;
import java.io.IOException;
import java.time.Duration;

/** One server of the platform: how it is started and how we know that it serves. */
public interface Service {
  ServiceName name();

  /** Writes the configuration and gives the command; called before every start. */
  JavaCommand prepare() throws IOException;

  /** Whether the server answers now. */
  boolean ready();

  /**
   * Whether a server that has become ready still answers; one that does not for long is ended, and
   * started again.
   */
  default boolean answers() {
    return ready();
  }

  /** How often it makes sense to ask whether the server is ready. */
  default Duration probeInterval() {
    return Duration.ofMillis(100);
  }

  /** What has to be set up in a server that has just become ready; safe to repeat. */
  default void setUp() {}

  /** What the end of the process means. */
  enum AfterExit {
    /** It has done its work. */
    DONE,
    /** A server that exits has failed, whatever its code. */
    START_AGAIN,
    /** It failed in a way that a new start would make worse. */
    DEAD
  }

  default AfterExit afterExit(int code) {
    return AfterExit.START_AGAIN;
  }
}

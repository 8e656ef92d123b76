package io.bidlake.local.service;

import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.JavaCommand;
import java.io.IOException;
import java.time.Duration;

/** A server of the platform: its start and its health check. */
public interface Service {
  ServiceName name();

  /** Writes the configuration and returns the command; called before every start. */
  JavaCommand prepare() throws IOException;

  /** Whether the server answers now. */
  boolean ready();

  /**
   * Whether a server that has become ready still answers; one that does not answer for too long is
   * killed and restarted.
   */
  default boolean answers() {
    return ready();
  }

  /** The interval between two checks whether the server is ready. */
  default Duration probeInterval() {
    return Duration.ofMillis(100);
  }

  /** Sets up a server that has just become ready; idempotent. */
  default void setUp() {}

  /** The meaning of the process's exit. */
  enum AfterExit {
    /** It has done its work. */
    DONE,
    /** A server that exits has failed, whatever its code. */
    START_AGAIN,
    /** It failed in a way that a restart would make worse. */
    DEAD
  }

  default AfterExit afterExit(int code) {
    return AfterExit.START_AGAIN;
  }
}

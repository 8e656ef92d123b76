package io.bidlake.local.platform;

import io.bidlake.local.config.ServiceName;
import java.time.Duration;

/** Receives the events of a platform as they happen; called from several threads. */
public interface Progress {
  /** Ignores all events. */
  Progress SILENT = new Progress() {};

  default void starting(ServiceName service) {}

  /** A service or a job was started or stopped; {@code result} says where it is, or how it went. */
  default void done(String name, Duration took, String result) {}

  /** A service ended unexpectedly, or a job could not be started; {@code text} says more. */
  default void failed(String name, String text) {}

  default void note(String text) {}
}

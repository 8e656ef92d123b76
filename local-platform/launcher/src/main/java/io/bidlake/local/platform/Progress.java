package io.bidlake.local.platform;

import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.RunningJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Receives the events of a platform as they happen; called from several threads. */
public interface Progress {
  /** Ignores all events. */
  Progress SILENT = new Progress() {};

  default void starting(ServiceName service) {}

  default void up(ServiceName service, String address, Duration took) {}

  /** A service ended unexpectedly; {@code next} says how, and what happens next. */
  default void died(ServiceName service, String next) {}

  default void stopped(ServiceName service, Duration took) {}

  default void jobUp(RunningJob job, Optional<Path> restoredFrom, Duration took) {}

  /** A job could not be started. */
  default void jobFailed(String job, String problem) {}

  /** A job was stopped; {@code outcome} says that a savepoint was kept, or why there is none. */
  default void jobStopped(String job, String outcome, Duration took) {}

  default void note(String text) {}
}

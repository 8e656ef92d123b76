package io.bidlake.local.platform;

import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.RunningJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Hears what a platform does, as it does it; called from several threads. */
public interface Progress {
  /** Hears nothing. */
  Progress SILENT = new Progress() {};

  default void starting(ServiceName service) {}

  default void up(ServiceName service, String address, Duration took) {}

  /** A service ended by itself; {@code next} says what is done about it. */
  default void died(ServiceName service, String next) {}

  default void stopped(ServiceName service, Duration took) {}

  default void jobUp(RunningJob job, Optional<Path> restoredFrom, Duration took) {}

  /** A job could not be started. */
  default void jobFailed(String job, String problem) {}

  /** A job was stopped; {@code outcome} says with what savepoint or why without. */
  default void jobStopped(String job, String outcome, Duration took) {}

  default void note(String text) {}
}

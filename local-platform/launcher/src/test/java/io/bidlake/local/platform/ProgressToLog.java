package io.bidlake.local.platform;

import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.RunningJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Shows in the output of a test how long each server took. */
public final class ProgressToLog implements Progress {
  @Override
  public void up(ServiceName service, String address, Duration took) {
    System.out.printf("%s up after %s%n", service, took);
  }

  @Override
  public void died(ServiceName service, String next) {
    System.out.printf("%s died: %s%n", service, next);
  }

  @Override
  public void stopped(ServiceName service, Duration took) {
    System.out.printf("%s stopped after %s%n", service, took);
  }

  @Override
  public void jobUp(RunningJob job, Optional<Path> restoredFrom, Duration took) {
    System.out.printf("%s running after %s, from %s%n", job.name(), took, restoredFrom);
  }

  @Override
  public void note(String text) {
    System.out.println(text);
  }
}

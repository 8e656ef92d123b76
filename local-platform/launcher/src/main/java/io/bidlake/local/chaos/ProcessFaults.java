package io.bidlake.local.chaos;

import static java.util.stream.Collectors.joining;

import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Processes that are killed or frozen. */
final class ProcessFaults {
  private ProcessFaults() {}

  /** {@code kill -9} of one process, or of two in immediate succession. */
  record Kill(List<ServiceName> targets) implements Fault {
    @Override
    public Kind kind() {
      return targets.size() == 1 ? Kind.KILL : Kind.KILL_TWO;
    }

    @Override
    public void strike(Stage stage) throws InterruptedException {
      for (ServiceName target : targets) {
        stage.victims().kill(target);
      }
    }

    @Override
    public String toString() {
      return "kill " + names(targets);
    }
  }

  /**
   * A kill while the service of another kill is restarting.
   *
   * @param after the time from the start of the first service's next process
   */
  record KillInRestart(ServiceName first, ServiceName second, Duration after) implements Fault {
    @Override
    public Kind kind() {
      return Kind.KILL_IN_RESTART;
    }

    @Override
    public void strike(Stage stage) throws InterruptedException {
      long killed = stage.victims().kill(first);
      stage.victims().process(first, killed);
      Thread.sleep(after.toMillis());
      stage.victims().kill(second);
    }

    @Override
    public String toString() {
      return "kill %s, and %s %s after it starts again"
          .formatted(first, first == second ? "once more" : second, seconds(after));
    }
  }

  /** SIGSTOP, and SIGCONT after {@code time}. */
  record Freeze(List<ServiceName> targets, Duration time) implements Fault {
    @Override
    public Kind kind() {
      return targets.size() == 1 ? Kind.FREEZE : Kind.FREEZE_TWO;
    }

    @Override
    public void strike(Stage stage) throws IOException, InterruptedException {
      List<ServerProcess> frozen = stage.victims().freeze(targets);
      try {
        Thread.sleep(time.toMillis());
      } finally {
        stage.victims().thaw(frozen);
      }
    }

    @Override
    public String toString() {
      return "freeze %s for %s".formatted(names(targets), seconds(time));
    }
  }

  /**
   * A kill halfway through the freeze of another process, whose pending requests then reach the
   * killed service's next process.
   */
  record KillBesideFrozen(ServiceName killed, ServiceName frozen, Duration time) implements Fault {
    @Override
    public Kind kind() {
      return Kind.KILL_BESIDE_FROZEN;
    }

    @Override
    public void strike(Stage stage) throws IOException, InterruptedException {
      List<ServerProcess> still = stage.victims().freeze(List.of(frozen));
      try {
        Thread.sleep(time.toMillis() / 2);
        stage.victims().kill(killed);
        Thread.sleep(time.toMillis() / 2);
      } finally {
        stage.victims().thaw(still);
      }
    }

    @Override
    public String toString() {
      return "kill %s while %s is frozen for %s".formatted(killed, frozen, seconds(time));
    }
  }

  private static String names(List<ServiceName> targets) {
    return targets.stream().map(ServiceName::text).collect(joining(" and "));
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}

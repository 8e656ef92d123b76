package io.bidlake.local.chaos;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.process.LogFile;
import io.bidlake.local.process.ServerProcess;
import io.bidlake.local.service.GeneratorService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Faulty events from a second sender, in addition to those of the generator. */
final class SenderFaults {
  /** The name of the process and of its log. */
  static final String SENDER = "chaos-sender";

  private static final Duration LAST_DELIVERIES = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 100;

  private SenderFaults() {}

  /** A sender whose clock is wrong, by up to ten hours, sends for a while. */
  record WrongClock(Duration ahead, Duration time) implements Fault {
    @Override
    public Kind kind() {
      return Kind.WRONG_CLOCK;
    }

    @Override
    public void strike(Stage stage) throws IOException, InterruptedException {
      send(stage, Map.of("START", Instant.now().plus(ahead).toString()), time);
    }

    @Override
    public String toString() {
      return "a sender %d min %s for %s"
          .formatted(
              ahead.abs().toMinutes(),
              ahead.isNegative() ? "behind" : "ahead",
              ProcessFaults.seconds(time));
    }
  }

  /** Events of the last two hours, with many poison, duplicate and late ones. */
  record BadEvents(int percent) implements Fault {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Override
    public Kind kind() {
      return Kind.BAD_EVENTS;
    }

    @Override
    public void strike(Stage stage) throws IOException, InterruptedException {
      String rate = Double.toString(percent / 100.0);
      Map<String, String> settings = new HashMap<>();
      for (String mishap : new String[] {"POISON_RATE", "DUPLICATE_RATE", "LATE_RATE"}) {
        settings.put(mishap, rate);
      }
      settings.put("LATE_BY", "90m");
      settings.put("BACKFILL_HOURS", "2");
      settings.put(GeneratorService.BACKFILL_ONLY, "true");
      settings.put("EVENTS_PER_SECOND", "0.1");
      send(stage, settings, LONGEST);
    }

    @Override
    public String toString() {
      return "720 requests of the last two hours, %d %% poison, duplicate, late".formatted(percent);
    }
  }

  /** Runs a second generator until it is done or the time is over. */
  private static void send(Stage stage, Map<String, String> settings, Duration time)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(Chaos.sender(stage.load()));
    all.putAll(settings);
    ServerProcess sender =
        ServerProcess.start(
            SENDER, new GeneratorService(stage.config(), all).prepare(), stage.config().state());
    try {
      long deadline = System.nanoTime() + time.toNanos();
      while (sender.alive() && System.nanoTime() < deadline) {
        Thread.sleep(POLL_MILLIS);
      }
      if (sender.exitCode().orElse(0) != 0) {
        throw new PlatformException(
            LogFile.failure("a sender failed", stage.config().state().log(SENDER)));
      }
    } finally {
      sender.stop(LAST_DELIVERIES);
    }
  }
}

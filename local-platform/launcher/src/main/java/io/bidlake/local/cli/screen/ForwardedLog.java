package io.bidlake.local.cli.screen;

import io.bidlake.local.process.LogFollower;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Shows the lines that a service writes to its log. */
public final class ForwardedLog {
  private static final long POLL_MILLIS = 200;

  private final LogFollower follower;
  private final Screen screen;
  private final Thread thread = new Thread(this::follow, "forward");
  private String begun = "";

  private ForwardedLog(LogFollower follower, Screen screen) {
    this.follower = follower;
    this.screen = screen;
  }

  /** Runs the work, and shows the lines that are appended to the log in the meantime. */
  public static void during(Path log, Screen screen, Callable<?> work) throws Exception {
    ForwardedLog forwarded = new ForwardedLog(LogFollower.fromEnd(log), screen);
    forwarded.thread.setDaemon(true);
    forwarded.thread.start();
    try {
      work.call();
    } finally {
      forwarded.thread.interrupt();
      forwarded.copy();
    }
  }

  private void follow() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        copy();
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void copy() {
    ByteArrayOutputStream added = new ByteArrayOutputStream();
    try {
      follower.copyNew(added);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String[] lines = (begun + added.toString(StandardCharsets.UTF_8)).split("\r?\n", -1);
    for (int i = 0; i < lines.length - 1; i++) {
      if (!lines[i].isBlank()) {
        screen.line("   | " + lines[i]);
      }
    }
    begun = lines[lines.length - 1];
  }
}

package io.bidlake.local.cli.demo;

import io.bidlake.local.cli.screen.Screen;
import java.util.List;
import java.util.function.Supplier;

/**
 * Waits for something that takes a while, and shows how far it is.
 *
 * @param check throws when there is nothing to wait for any more
 */
record Waiting(Screen screen, Runnable check) {
  private static final long POLL_MILLIS = 500;
  private static final int LINE_EVERY = 10;

  /** What is known now: a line to show, and whether that is the end. */
  record Step(String text, boolean done) {}

  /** Asks until it is done; leaves the last line standing. */
  void until(Supplier<Step> question) throws InterruptedException {
    for (int turn = 0; ; turn++) {
      check.run();
      Step step = question.get();
      String line = "   " + step.text();
      if (step.done()) {
        screen.area(List.of());
        screen.line(line);
        return;
      }
      screen.area(List.of(line));
      if (!screen.terminal() && turn % LINE_EVERY == 0) {
        screen.line(line);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}

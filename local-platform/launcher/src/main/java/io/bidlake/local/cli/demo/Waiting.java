package io.bidlake.local.cli.demo;

import io.bidlake.local.cli.screen.Screen;
import java.util.List;
import java.util.function.Supplier;

/**
 * Waits for a condition, and shows the progress.
 *
 * @param check throws an exception to end the wait
 */
record Waiting(Screen screen, Runnable check) {
  private static final long POLL_MILLIS = 500;
  private static final int LINE_EVERY = 10;

  /** The current progress: a line to show, and whether the wait is over. */
  record Step(String text, boolean done) {}

  /** Polls until it is done; the last line stays on the screen. */
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

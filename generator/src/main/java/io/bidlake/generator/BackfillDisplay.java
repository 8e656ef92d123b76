package io.bidlake.generator;

import java.io.IOException;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the progress of the backfill on a terminal. */
interface BackfillDisplay {

  /** Shows nothing: progress is written as log lines instead. */
  BackfillDisplay NONE =
      new BackfillDisplay() {
        @Override
        public void show(long requests) {}

        @Override
        public void close() {}
      };

  void show(long requests);

  void close();

  /**
   * Returns a progress bar on standard error if that is a terminal and there is a backfill;
   * otherwise {@link #NONE}.
   */
  static BackfillDisplay of(long requests) {
    return requests > 0 && isTerminal() ? bar(requests) : NONE;
  }

  private static BackfillDisplay bar(long requests) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("backfill")
            .setInitialMax(requests)
            .setUnit(" req", 1)
            .showSpeed()
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build();
    return new BackfillDisplay() {
      @Override
      public void show(long sent) {
        bar.stepTo(sent);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }

  /**
   * Returns whether standard error is a terminal. Java has no method for it: {@code
   * System.console()} checks standard input and output.
   */
  private static boolean isTerminal() {
    try {
      return new ProcessBuilder("test", "-t", "2").inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      // Without the command {@code test} there is no interactive terminal either.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

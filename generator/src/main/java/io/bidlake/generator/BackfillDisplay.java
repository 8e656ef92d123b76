package io.bidlake.generator;

import java.io.IOException;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on a terminal how far the backfill is. */
interface BackfillDisplay {

  /** Shows nothing: lines are written instead. */
  BackfillDisplay NONE =
      new BackfillDisplay() {
        @Override
        public void show(long requests) {}

        @Override
        public void close() {}
      };

  void show(long requests);

  void close();

  /** A bar on standard error if somebody watches that, and there is anything to show. */
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

  /** Java cannot tell: {@code System.console()} is about standard input and output. */
  private static boolean isTerminal() {
    try {
      return new ProcessBuilder("test", "-t", "2").inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      // No such command: then nobody types commands here either.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

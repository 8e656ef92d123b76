package io.bidlake.local.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/** A child process that this process waits for. It ends when this process ends. */
public final class ForegroundProcess {
  private static final long GRACE_MINUTES = 4;

  /** The signal that Ctrl-C sends to each process of the terminal. */
  private static final String INTERRUPT = "INT";

  /**
   * Kills the program when this process is gone, which a background loop checks every second. The
   * program has the user's input, so it cannot depend on a pipe from this process, as servers do.
   */
  private static final String WATCHED =
      "while kill -0 $$; do kill -0 \"$0\" || kill -9 $$; sleep 1; done </dev/null >/dev/null 2>&1"
          + " & exec \"$@\"";

  private ForegroundProcess() {}

  /**
   * Runs a program in the user's terminal to its end and returns its exit code. This process
   * ignores Ctrl-C: the program gets it from the terminal too, and clears its line, cancels a
   * statement or ends.
   */
  public static int runInTerminal(ProcessBuilder builder) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of("sh", "-c", WATCHED, "" + ProcessHandle.current().pid()));
    line.addAll(builder.command());
    Object before = Signals.register(INTERRUPT, () -> {});
    try {
      return run(builder.command(line).inheritIO());
    } finally {
      Signals.unregister(INTERRUPT, before);
    }
  }

  /** Runs the program to its end and returns its exit code. */
  public static int run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    Thread hook = new Thread(() -> end(process), "end");
    try {
      // A finally block is not executed when a signal ends this process.
      Runtime.getRuntime().addShutdownHook(hook);
      int code = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(hook);
      return code;
    } catch (IllegalStateException e) {
      throw new InterruptedException("we are ending: " + e.getMessage());
    } finally {
      process.destroy();
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

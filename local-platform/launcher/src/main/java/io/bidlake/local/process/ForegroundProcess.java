package io.bidlake.local.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/** A program that works for us while we wait. It ends with us. */
public final class ForegroundProcess {
  private static final long GRACE_MINUTES = 4;

  /** What Ctrl-C sends to each process of the terminal. */
  private static final String INTERRUPT = "INT";

  /**
   * Its input is the user's, so it cannot hang on ours as servers do: what looks after us each
   * second ends the program when we are gone.
   */
  private static final String WATCHED =
      "while kill -0 $$; do kill -0 \"$0\" || kill -9 $$; sleep 1; done </dev/null >/dev/null 2>&1 &"
          + " exec \"$@\"";

  private ForegroundProcess() {}

  /** What we do while the program runs, such as to copy what it prints. */
  @FunctionalInterface
  public interface Attendance {
    void attend(Process process) throws IOException;
  }

  /** Runs the program to its end and returns its exit code. */
  public static int run(ProcessBuilder builder) throws IOException, InterruptedException {
    return run(builder, process -> {});
  }

  /** Runs a program that has the user's terminal to its end and returns its exit code. */
  public static int runInTerminal(ProcessBuilder builder) throws IOException, InterruptedException {
    return runInTerminal(builder.inheritIO(), process -> {});
  }

  /**
   * The same, and does something meanwhile. Ctrl-C is up to the program, which gets it from the
   * terminal as we do: it drops a line, cancels a statement or ends.
   */
  public static int runInTerminal(ProcessBuilder builder, Attendance attendance)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of("sh", "-c", WATCHED, "" + ProcessHandle.current().pid()));
    line.addAll(builder.command());
    Object before = Signals.register(INTERRUPT, () -> {});
    try {
      return run(builder.command(line), attendance);
    } finally {
      Signals.unregister(INTERRUPT, before);
    }
  }

  private static int run(ProcessBuilder builder, Attendance attendance)
      throws IOException, InterruptedException {
    Process process = builder.start();
    Thread hook = new Thread(() -> end(process), "end");
    try {
      // What stands behind a try is not run when we are asked to end.
      Runtime.getRuntime().addShutdownHook(hook);
      attendance.attend(process);
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

package io.bidlake.local.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A program that works for us while we wait, as a rule in the user's terminal. It ends with us. */
public final class ForegroundProcess {
  private static final long GRACE_MINUTES = 4;

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

  /** The same, and does something meanwhile. */
  public static int run(ProcessBuilder builder, Attendance attendance)
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

package io.bidlake.local.process;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that does one thing and ends, such as formatting Kafka's storage or submitting a job.
 */
public final class ToolProcess {
  private ToolProcess() {}

  /**
   * Runs the program to its end and returns the lines that it printed. An interrupt kills the
   * program.
   *
   * @throws PlatformException with the last lines, if the exit code is not 0
   */
  public static List<String> run(String name, JavaCommand command, StateFolder state)
      throws IOException {
    Path log = state.log(name);
    Files.createDirectories(log.getParent());
    Files.deleteIfExists(log);
    Process process = command.start(new ProcessIdentity(name, state.root()), log);
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new PlatformException(LogFile.failure(name + " ended with exit code " + code, log));
      }
      return Files.readAllLines(log);
    } catch (InterruptedException e) {
      // The program must have ended before the caller continues, so that it sends no more requests.
      process.destroyForcibly().onExit().join();
      Thread.currentThread().interrupt();
      throw new PlatformException(name + " was interrupted", e);
    }
  }
}

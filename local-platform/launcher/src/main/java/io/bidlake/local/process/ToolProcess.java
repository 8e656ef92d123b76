package io.bidlake.local.process;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program that does one thing and ends, such as formatting a disk or submitting a job. */
public final class ToolProcess {
  private ToolProcess() {}

  /**
   * Runs the program to its end and returns what it printed; an exit code other than 0 becomes an
   * error that shows the last lines. An interrupt ends the program.
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
      // What it asked of somebody must not be asked any more when we go on.
      process.destroyForcibly().onExit().join();
      Thread.currentThread().interrupt();
      throw new PlatformException(name + " was interrupted", e);
    }
  }
}

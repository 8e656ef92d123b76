package io.bidlake.verify.base;

import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import io.bidlake.settings.SettingsHelp;
import java.io.PrintStream;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * What the programs on the console have in common: help, exit codes, and a line that says why the
 * work stopped.
 *
 * @param help what the program does, before the list of its settings
 * @param stopped the beginning of that line, such as {@code cannot verify}
 * @param exitCode the exit code if the work stopped; wrong settings have {@link #MISUSED}
 * @param lessMemory what to do if memory is not enough
 */
public record Program(String help, String stopped, int exitCode, String lessMemory) {

  /** The exit code for wrong settings. */
  public static final int MISUSED = 2;

  /**
   * Runs the program and returns its exit code.
   *
   * @param work what it does with its settings, if they are valid; returns the exit code
   */
  public int run(
      List<String> args, Settings settings, PrintStream out, PrintStream err, IntSupplier work) {
    if (SettingsHelp.isAskedFor(args)) {
      out.print(help);
      out.print(SettingsHelp.of(settings.known()));
      return 0;
    }
    try {
      settings.check();
      return work.getAsInt();
    } catch (InvalidSettings e) {
      err.println(e.getMessage());
      return MISUSED;
    } catch (CannotVerifyException e) {
      err.println(e.getMessage());
    } catch (RuntimeException e) {
      err.printf("%s: %s%n", stopped, CannotVerifyException.rootMessage(e));
    } catch (OutOfMemoryError e) {
      err.printf(
          "%s: %,d MB of memory are not enough; %s%n",
          stopped, Runtime.getRuntime().maxMemory() >> 20, lessMemory);
    }
    return exitCode;
  }
}

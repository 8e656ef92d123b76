package io.bidlake.local.cli.program;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.service.ConfiguredNames;
import io.bidlake.local.service.TrinoService;
import io.bidlake.local.trino.QueryFile;
import io.bidlake.local.trino.TrinoFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Trino's own command line client, connected to the Trino of a running platform. */
public record RunningTrino(PlatformConfig config) {
  private static final List<String> OPTIONS = JvmOptions.quiet("-Xmx256m");

  /** For runs without a prompt: the client would print a warning where there is no terminal. */
  private static final List<String> WITHOUT_TERMINAL =
      JvmOptions.with(OPTIONS, "-Dorg.jline.terminal.dumb=true");

  /**
   * Checks that the platform runs Trino and that it answers.
   *
   * @param command the name of the command that needs it
   */
  public static RunningTrino required(String command, PlatformConfig config) {
    if (config.trino().isEmpty()) {
      throw new PlatformException(
          command + " needs Trino, which this platform was started without; bidlake up says why");
    }
    if (!TrinoService.serves(config)) {
      throw new PlatformException(
          "%s needs Trino, which does not answer at %s; see bidlake status"
              .formatted(command, config.addresses().uri(PortSetting.TRINO)));
    }
    return new RunningTrino(config);
  }

  /**
   * Runs the query in the user's terminal, prints its result as a table and returns the client's
   * exit code.
   */
  public int run(QueryFile query) throws IOException, InterruptedException {
    return run(
        List.of(
            // The text may end with a comment, and the client appends a semicolon.
            "--output-format", "ALIGNED", "--no-progress", "--execute", query.text() + "\n"));
  }

  /** Opens the prompt, or does what these arguments select, and returns the client's exit code. */
  public int run(List<String> arguments) throws IOException, InterruptedException {
    return new LakeProgram("trino-client", client(arguments), config).run();
  }

  /** The command that runs the client with these arguments. */
  public JavaCommand client(List<String> added) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--server", config.addresses().uri(PortSetting.TRINO).toString()));
    arguments.addAll(List.of("--catalog", "iceberg", "--schema", ConfiguredNames.namespace()));
    arguments.addAll(added);
    boolean prompts = added.stream().noneMatch(RunningTrino::endsByItself);
    return JavaCommand.jar(
            TrinoFiles.of(config.installation()).client(), prompts ? OPTIONS : WITHOUT_TERMINAL)
        .withArguments(arguments);
  }

  /** Whether an argument gives the statements to run, so that there is no prompt. */
  private static boolean endsByItself(String argument) {
    return argument.startsWith("--execute")
        || argument.startsWith("--file")
        || argument.startsWith("-f");
  }
}

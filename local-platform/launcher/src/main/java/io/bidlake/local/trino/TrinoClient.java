package io.bidlake.local.trino;

import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Trino's own command line client, connected to the tables of the lake. */
public record TrinoClient(TrinoFiles files, URI server, String schema) {
  private static final List<String> OPTIONS = JvmOptions.quiet("-Xmx256m");

  /** For runs without a prompt: the client would print a warning where there is no terminal. */
  private static final List<String> WITHOUT_TERMINAL =
      JvmOptions.with(OPTIONS, "-Dorg.jline.terminal.dumb=true");

  /** Runs the statements and prints each result as a table; the last may lack its semicolon. */
  public JavaCommand running(String statements) {
    return command(
        WITHOUT_TERMINAL,
        // The text may end with a comment, and the client appends a semicolon.
        List.of("--output-format", "ALIGNED", "--no-progress", "--execute", statements + "\n"));
  }

  /** The prompt, or whatever these arguments select. */
  public JavaCommand prompt(List<String> added) {
    return command(
        added.stream().anyMatch(TrinoClient::endsByItself) ? WITHOUT_TERMINAL : OPTIONS, added);
  }

  /** Whether an argument gives the statements to run, so that there is no prompt. */
  private static boolean endsByItself(String argument) {
    return argument.startsWith("--execute")
        || argument.startsWith("--file")
        || argument.startsWith("-f");
  }

  private JavaCommand command(List<String> options, List<String> added) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--server", server.toString()));
    arguments.addAll(List.of("--catalog", "iceberg", "--schema", schema));
    arguments.addAll(added);
    return JavaCommand.jar(files.client(), options).withArguments(arguments);
  }
}

package io.bidlake.local.trino;

import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Trino's own command line client, for the tables of the lake. */
public record TrinoClient(TrinoFiles files, URI server, String schema) {
  private static final List<String> OPTIONS = JvmOptions.quiet("-Xmx256m");

  /** It has no use for the terminal then, and would complain where there is none. */
  private static final List<String> WITHOUT_TERMINAL =
      JvmOptions.with(OPTIONS, "-Dorg.jline.terminal.dumb=true");

  /** Runs the statements and prints each result as a table; the last may go without a semicolon. */
  public JavaCommand running(String statements) {
    return command(
        WITHOUT_TERMINAL,
        // A comment may end the text, and the client adds what ends a statement.
        List.of("--output-format", "ALIGNED", "--no-progress", "--execute", statements + "\n"));
  }

  /** The prompt, or what these arguments ask for. */
  public JavaCommand prompt(List<String> added) {
    return command(
        added.stream().anyMatch(TrinoClient::endsByItself) ? WITHOUT_TERMINAL : OPTIONS, added);
  }

  /** Whether an argument says what is to be run, so that nobody is asked for it. */
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

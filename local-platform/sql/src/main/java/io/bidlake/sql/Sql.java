package io.bidlake.sql;

import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import io.bidlake.settings.SettingsHelp;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * SQL over the lake: {@code -e} runs statements and {@code -f} a file of them. Without either there
 * is a prompt, or, if standard input is not a terminal, its statements are run. The exit code is 1
 * if a statement fails, and 2 if the arguments are invalid.
 */
public final class Sql {

  private static final String USAGE =
      """
      SQL over the lake.
        -e "STATEMENTS"   runs statements, which end in ; or \\G (one column a line), and ends
        -f FILE           runs the statements of a file, and ends
        neither           gives a prompt, or runs what is piped in
      """;

  private Sql() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = run(List.of(args), System.getenv(), out, err);
    out.flush();
    // Flink leaves threads running.
    System.exit(exitCode);
  }

  static int run(
      List<String> args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    List<String> options = new ArrayList<>(args);
    List<String> problems = new ArrayList<>();
    Optional<String> statements = take("-e", options, problems);
    Optional<String> file = take("-f", options, problems);
    Settings settings = Settings.of(options, environment);
    String namespace = settings.text("lake.namespace", "db", "Iceberg namespace of the tables");
    ResultFormat.Name format =
        settings.choice("format", ResultFormat.Name.TABLE, "table, csv, or json (one row a line)");
    String history =
        settings.text(
            "history",
            Path.of(System.getProperty("user.home"), ".bidlake_sql_history").toString(),
            "History file of the prompt");
    Map<String, String> catalog = CatalogProperties.read(settings, namespace);
    if (SettingsHelp.isAskedFor(args)) {
      out.print(USAGE + SettingsHelp.of(settings.known()));
      return 0;
    }
    try {
      problems.forEach(settings::reject);
      settings.check();
      OptionalInt terminalWidth = Prompt.terminalWidth();
      Optional<String> script = script(statements, file, terminalWidth.isPresent());
      Lake lake = new Lake(catalog);
      if (script.isEmpty()) {
        new Prompt(lake, format, Path.of(history)).run();
        return 0;
      }
      int width = terminalWidth.orElse(TableFormat.ANY_WIDTH);
      boolean saysHowItWent = format == ResultFormat.Name.TABLE;
      Session session =
          new Session(
              lake, statement -> format.of(statement, width).to(out), saysHowItWent, out, err);
      return session.runAll(Statements.script(script.get())) ? 0 : 1;
    } catch (InvalidSettings e) {
      err.println(e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("Error: cannot read " + e.getMessage());
    } catch (RuntimeException e) {
      err.println("Error: " + Session.message(e));
    }
    return 1;
  }

  /** Removes an option and its value from the arguments, and returns the value. */
  private static Optional<String> take(String option, List<String> args, List<String> problems) {
    int index = args.indexOf(option);
    if (index < 0) {
      return Optional.empty();
    }
    args.remove(index);
    if (index == args.size()) {
      problems.add(option + " needs a value");
      return Optional.empty();
    }
    return Optional.of(args.remove(index));
  }

  /** The statements to run; empty to open the prompt. */
  private static Optional<String> script(
      Optional<String> statements, Optional<String> file, boolean terminal) throws IOException {
    if (statements.isPresent()) {
      return statements;
    }
    if (file.isPresent()) {
      return Optional.of(Files.readString(Path.of(file.get())));
    }
    return terminal
        ? Optional.empty()
        : Optional.of(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
  }
}

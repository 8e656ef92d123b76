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
    Request request;
    try {
      request = Request.read(args, environment);
    } catch (InvalidSettings e) {
      err.println(e.getMessage());
      return 2;
    }
    if (request.help() != null) {
      out.print(USAGE + request.help());
      return 0;
    }
    try {
      OptionalInt terminalWidth = Prompt.terminalWidth();
      String script = request.script(terminalWidth.isPresent());
      Lake lake = new Lake(request.catalog());
      if (script != null) {
        Session session =
            new Session(
                lake,
                statement ->
                    request
                        .format()
                        .of(statement, terminalWidth.orElse(TableFormat.ANY_WIDTH))
                        .to(out),
                request.format() == ResultFormat.Name.TABLE,
                out,
                err);
        return session.runAll(Statements.script(script)) ? 0 : 1;
      }
      new Prompt(lake, request.format(), request.history()).run();
      return 0;
    } catch (IOException e) {
      err.println("Error: cannot read " + e.getMessage());
    } catch (RuntimeException e) {
      err.println("Error: " + Session.message(e));
    }
    return 1;
  }

  /** The parsed command line. */
  private record Request(
      String statements,
      Path file,
      ResultFormat.Name format,
      Path history,
      Map<String, String> catalog,
      String help) {

    static Request read(List<String> args, Map<String, String> environment) {
      List<String> rest = new ArrayList<>(args);
      List<String> problems = new ArrayList<>();
      String statements = take("-e", rest, problems);
      String file = take("-f", rest, problems);
      Settings settings = Settings.of(rest, environment);
      String namespace = settings.text("lake.namespace", "db", "Iceberg namespace of the tables");
      ResultFormat.Name format =
          settings.choice(
              "format", ResultFormat.Name.TABLE, "table, csv, or json (one row a line)");
      String history =
          settings.text(
              "history",
              Path.of(System.getProperty("user.home"), ".bidlake_sql_history").toString(),
              "History file of the prompt");
      Map<String, String> catalog = CatalogProperties.read(settings, namespace);
      String help = SettingsHelp.isAskedFor(args) ? SettingsHelp.of(settings.known()) : null;
      if (help == null) {
        problems.forEach(settings::reject);
        settings.check();
      }
      return new Request(
          statements, file == null ? null : Path.of(file), format, Path.of(history), catalog, help);
    }

    /** The statements to run; null to open the prompt. */
    String script(boolean terminal) throws IOException {
      if (statements != null) {
        return statements;
      }
      if (file != null) {
        return Files.readString(file);
      }
      return terminal ? null : new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String take(String option, List<String> args, List<String> problems) {
      int index = args.indexOf(option);
      if (index < 0) {
        return null;
      }
      args.remove(index);
      if (index == args.size()) {
        problems.add(option + " needs a value");
        return null;
      }
      return args.remove(index);
    }
  }
}

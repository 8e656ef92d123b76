package io.bidlake.verify;

import com.google.common.base.Splitter;
import io.bidlake.settings.Settings;
import io.bidlake.verify.base.Program;
import io.bidlake.verify.lake.CatalogLogin;
import io.bidlake.verify.show.TableGallery;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Prints the tables of the lake: rows, files and size, and a sample of each. */
public final class ShowTables {

  private static final int WIDTH = 160;

  private static final Program PROGRAM =
      new Program(
          "Prints the tables of the lake with a sample of each.%n".formatted(),
          "cannot show the tables",
          2,
          "give Java more (-Xmx)");

  private ShowTables() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args), System.getenv(), System.out, System.err));
  }

  static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
    Settings settings = Settings.of(args, environment);
    CatalogLogin login = CatalogLogin.read(settings);
    int rows =
        (int)
            settings.wholeNumber(
                "rows",
                3,
                0,
                1000,
                "Rows shown of each table, of windowed tables at least 10; 0: none");
    List<String> others =
        Splitter.on(',')
            .trimResults()
            .omitEmptyStrings()
            .splitToList(
                settings.text(
                    "namespaces",
                    "landing",
                    "Namespaces of which all tables are shown in addition, separated by commas"));
    int width = (int) settings.wholeNumber("columns", WIDTH, 40, 10_000, "Width of the console");
    return PROGRAM.run(
        args,
        settings,
        out,
        err,
        () -> {
          out.println(
              TableGallery.of(login.connect(), login.namespace(), others, rows).asText(width));
          return 0;
        });
  }
}

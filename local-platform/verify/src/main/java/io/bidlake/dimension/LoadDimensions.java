package io.bidlake.dimension;

import io.bidlake.dimension.DimensionFile.Entry;
import io.bidlake.dimension.DimensionTable.Change;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Dimension;
import io.bidlake.tables.Dimensions;
import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.base.Program;
import io.bidlake.verify.lake.CatalogLogin;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.Catalog;

/**
 * Loads files into the tables of dimensions. All files are read before the first table is changed.
 */
public final class LoadDimensions {

  private static final String HELP =
      """
      dimensions FILE...  loads files into the tables dim_publisher, dim_advertiser, dim_campaign,
                          dim_creative, dim_bidder and dim_deal

        FILE  CSV with a header, JSON lines or a JSON array, named after the table: dim_publisher.csv,
              publisher.jsonl, publishers-2026-02.csv; or a folder of such files.
              ./bidlake dimensions --example loads those of the generator

      A line with new values begins a new version of the member, from valid_from on, or from now; a
      new member is valid from 1970-01-01 on unless valid_from says otherwise. Columns that a file
      does not have stay as they are. A file that is loaded twice changes nothing.
      Exit code 0: all was loaded; 1: a file is invalid, and nothing was loaded, or the catalog
      failed: load the files again; 2: wrong settings.
      Settings:
      """;

  private static final Program PROGRAM =
      new Program(HELP, "cannot load", 1, "give Java more (-Xmx), or load fewer files at once");

  private final PrintStream out;
  private final PrintStream err;

  private LoadDimensions(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    int exitCode = run(List.of(args), System.getenv(), System.out, System.err);
    // Clients may leave threads running.
    System.exit(exitCode);
  }

  /** Loads the files that the arguments name and returns the exit code. */
  public static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
    List<String> options = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      boolean isOption = args.get(i).startsWith("--");
      (isOption ? options : names).add(args.get(i));
      if (isOption && !args.get(i).contains("=") && i + 1 < args.size()) {
        options.add(args.get(++i));
      }
    }
    Settings settings = Settings.of(options, environment);
    CatalogLogin login = CatalogLogin.read(settings);
    String trinoCatalog =
        settings.text(
            "trino.catalog", "iceberg", "Name of Trino's catalog with the lake, for the views");
    if (names.isEmpty()) {
      settings.reject("no files are given: dimensions FILE...");
    }
    return PROGRAM.run(
        args,
        settings,
        out,
        err,
        () -> {
          new LoadDimensions(out, err).load(names, login, trinoCatalog);
          return 0;
        });
  }

  private void load(List<String> names, CatalogLogin login, String trinoCatalog) {
    // Tables have microseconds.
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    Map<Path, Dimension> files = new LinkedHashMap<>();
    names.forEach(name -> find(Path.of(name)).forEach(file -> files.put(file, dimension(file))));
    Map<Path, List<Entry>> entries = new LinkedHashMap<>();
    files.forEach((file, dimension) -> entries.put(file, DimensionFile.read(file, dimension, now)));
    Catalog catalog = login.connect();
    entries.forEach(
        (file, ofFile) -> {
          Dimension dimension = files.get(file);
          Change change =
              DimensionTable.of(catalog, login.namespace(), dimension).merge(ofFile, now);
          out.printf(
              "%s: %,d lines, %,d new, %,d changed; %s has %,d%n",
              file,
              ofFile.size(),
              change.added(),
              change.changed(),
              dimension.name(),
              change.members());
        });
    // The views join all of them.
    Dimensions.ALL.forEach(dimension -> DimensionTable.of(catalog, login.namespace(), dimension));
    createViews(catalog, login.namespace(), trinoCatalog);
  }

  private void createViews(Catalog catalog, String namespace, String trinoCatalog) {
    try {
      LakeViews.create(catalog, namespace, trinoCatalog);
    } catch (UnsupportedOperationException e) {
      err.println("the catalog has no views, so none were created: " + e.getMessage());
    }
  }

  private static List<Path> find(Path named) {
    if (!Files.isDirectory(named)) {
      return List.of(named);
    }
    try (Stream<Path> files = Files.list(named)) {
      List<Path> found =
          files
              .filter(file -> ofName(file).isPresent() && Files.isRegularFile(file))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new CannotVerifyException(named + " has no file of a dimension");
      }
      return found;
    } catch (IOException e) {
      throw new CannotVerifyException("%s cannot be read: %s".formatted(named, e));
    }
  }

  private static Dimension dimension(Path file) {
    return ofName(file)
        .orElseThrow(
            () ->
                new CannotVerifyException(
                    "the name of %s must begin with a dimension and end with .csv, .json or .jsonl: %s"
                        .formatted(
                            file,
                            Dimensions.ALL.stream()
                                .map(Dimension::name)
                                .collect(Collectors.joining(", ")))));
  }

  /** Returns the dimension that a file is named after, with or without {@code dim_}. */
  private static Optional<Dimension> ofName(Path file) {
    String whole = file.getFileName().toString();
    if (!whole.matches(".*\\.(csv|json|jsonl)")) {
      return Optional.empty();
    }
    String name = whole.replaceFirst("^dim_", "").replaceAll("[^a-z].*", "");
    return Dimensions.ALL.stream()
        .filter(
            dimension ->
                dimension.name().equals("dim_" + name)
                    || (dimension.name() + "s").equals("dim_" + name))
        .findFirst();
  }
}

package io.bidlake.verify.show;

import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.verify.report.TextTable;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;

/** The tables of a lake: a table with one line of figures each, then some rows of each. */
public final class TableGallery {

  /**
   * The minimum number of rows of windowed tables, of which users want to see more than of others.
   */
  private static final int LEAST_OF_WINDOWS = 10;

  private static final List<String> ORDER = Tables.ALL.stream().map(TableDefinition::name).toList();

  private final List<TableSummary> summaries = new ArrayList<>();
  private final List<TableView> views = new ArrayList<>();

  private TableGallery() {}

  /**
   * Reads the figures and the first {@code rows} rows of every table in the namespaces; of windowed
   * tables the rows of the latest windows.
   *
   * @param namespace the namespace of Bidlake's tables, which must exist
   * @param others namespaces of other tables, whose names are shown with that of the namespace; one
   *     that does not exist has no tables
   */
  public static TableGallery of(Catalog catalog, String namespace, List<String> others, int rows) {
    TableGallery gallery = new TableGallery();
    catalog.listTables(namespace(namespace)).stream()
        .sorted(Comparator.comparing(TableGallery::rank).thenComparing(TableIdentifier::name))
        .forEach(
            id ->
                gallery.add(
                    id.name(), catalog.loadTable(id), table -> view(id, table, rows), rows));
    for (String other : others) {
      if (!other.equals(namespace)) {
        tablesIn(catalog, namespace(other)).stream()
            .sorted(Comparator.comparing(TableIdentifier::name))
            .forEach(
                id ->
                    gallery.add(
                        id.toString(),
                        catalog.loadTable(id),
                        table -> Sample.of(table, rows),
                        rows));
      }
    }
    return gallery;
  }

  private void add(String name, Table table, Function<Table, TableView> view, int rows) {
    summaries.add(TableSummary.of(name, table));
    if (rows > 0) {
      views.add(view.apply(table));
    }
  }

  private static List<TableIdentifier> tablesIn(Catalog catalog, Namespace namespace) {
    try {
      return catalog.listTables(namespace);
    } catch (NoSuchNamespaceException e) {
      return List.of();
    }
  }

  private static Namespace namespace(String name) {
    return Namespace.of(name.split("\\."));
  }

  private static TableView view(TableIdentifier id, Table table, int rows) {
    String name = id.name();
    if (name.equals(Tables.LATE_EVENTS.name())) {
      return UncountedCounts.of(table);
    }
    Optional<WindowStyle> style = WindowStyle.of(name);
    return style.isEmpty()
        ? Sample.of(table, rows)
        : LatestWindows.of(style.get(), table, Math.max(rows, LEAST_OF_WINDOWS));
  }

  /** Formats everything as text, at most {@code width} characters wide. */
  public String asText(int width) {
    if (summaries.isEmpty()) {
      return "There are no tables yet: the ingest job creates them when it starts.";
    }
    String figures = table();
    Stream<String> rows =
        Stream.iterate(0, i -> i < views.size(), i -> i + 1)
            .map(i -> "%n%s%n%s".formatted(summaries.get(i).name(), views.get(i).asText(width)));
    return String.join(System.lineSeparator(), Stream.concat(Stream.of(figures), rows).toList());
  }

  private String table() {
    return TextTable.of(
        summaries,
        List.of(
            TextTable.text("table", TableSummary::name),
            TextTable.number("rows", TableSummary::rows),
            TextTable.number("files", TableSummary::dataFiles),
            TextTable.number("delete files", TableSummary::deleteFiles),
            TextTable.figure("size", TableSummary::size),
            TextTable.number("snapshots", TableSummary::snapshots),
            TextTable.text(
                "last commit (UTC)",
                table ->
                    table.lastCommit() == null
                        ? ""
                        : table.lastCommit().truncatedTo(ChronoUnit.SECONDS).toString())));
  }

  private static int rank(TableIdentifier id) {
    int rank = ORDER.indexOf(id.name());
    return rank < 0 ? ORDER.size() : rank;
  }

  /** The view of one table. */
  interface TableView {

    /** Formats the view as text, at most {@code width} characters wide if possible. */
    String asText(int width);
  }
}

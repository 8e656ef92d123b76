package io.bidlake.verify.show;

import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.verify.report.TextTable;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;

/** The tables of a lake: a table with one line of figures each, then some rows of each. */
public final class TableGallery {

  /**
   * The minimum number of rows of a table with a query of its own, of which users want to see more
   * than of others.
   */
  private static final int LEAST_OF_QUERIES = 10;

  private static final List<String> ORDER = Tables.ALL.stream().map(TableDefinition::name).toList();

  private final int rows;
  private final List<TableSummary> summaries = new ArrayList<>();
  private final List<ResultTable> views = new ArrayList<>();

  private TableGallery(int rows) {
    this.rows = rows;
  }

  /**
   * Reads the figures and the first {@code rows} rows of every table in the namespaces; of windowed
   * tables the rows of the latest windows.
   *
   * @param namespace the namespace of Bidlake's tables, which must exist
   * @param others namespaces of other tables, whose names are shown with that of the namespace; one
   *     that does not exist has no tables
   */
  public static TableGallery of(Catalog catalog, String namespace, List<String> others, int rows) {
    TableGallery gallery = new TableGallery(rows);
    catalog.listTables(namespace(namespace)).stream()
        .sorted(Comparator.comparing(TableGallery::rank).thenComparing(TableIdentifier::name))
        .forEach(id -> gallery.add(id.name(), catalog.loadTable(id), TableQuery.has(id.name())));
    for (String other : others) {
      if (!other.equals(namespace)) {
        tablesIn(catalog, namespace(other)).stream()
            .sorted(Comparator.comparing(TableIdentifier::name))
            .forEach(id -> gallery.add(id.toString(), catalog.loadTable(id), false));
      }
    }
    return gallery;
  }

  private void add(String name, Table table, boolean hasQuery) {
    summaries.add(TableSummary.of(name, table));
    if (rows > 0) {
      views.add(
          hasQuery
              ? TableQuery.of(name, table, Math.max(rows, LEAST_OF_QUERIES))
              : TableQuery.sample(table, rows));
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

  /** Formats everything as text, at most {@code width} characters wide. */
  public String asText(int width) {
    if (summaries.isEmpty()) {
      return "There are no tables yet: the ingest job creates them when it starts.";
    }
    List<String> parts = new ArrayList<>(List.of(table()));
    for (int i = 0; i < views.size(); i++) {
      parts.add("%n%s%n%s".formatted(summaries.get(i).name(), views.get(i).asText(width)));
    }
    return String.join(System.lineSeparator(), parts);
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
}

package io.bidlake.verify.show;

import static io.bidlake.verify.report.TextTable.figure;
import static io.bidlake.verify.report.TextTable.number;
import static io.bidlake.verify.report.TextTable.text;

import com.google.common.collect.Iterables;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.verify.lake.PinnedRows;
import io.bidlake.verify.report.TextTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
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
  private final List<Shown> tables = new ArrayList<>();

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
    ResultTable first =
        rows == 0
            ? null
            : hasQuery
                ? TableQuery.of(name, table, Math.max(rows, LEAST_OF_QUERIES))
                : TableQuery.sample(table, rows);
    tables.add(new Shown(name, table, first));
  }

  /**
   * A table.
   *
   * @param first its first rows; null if none are shown
   */
  private record Shown(String name, Table table, ResultTable first) {

    /** A number from the summary of the current snapshot. */
    private long figure(String property) {
      return new PinnedRows(table).figure(property);
    }

    /** The size of all files in the largest unit in which it is at least 1. */
    private String size() {
      String[] units = {"B", "kB", "MB", "GB", "TB"};
      double size = figure(SnapshotSummary.TOTAL_FILE_SIZE_PROP);
      int unit = 0;
      while (size >= 1000 && unit < units.length - 1) {
        size /= 1000;
        unit++;
      }
      return (unit == 0 ? "%.0f %s" : "%.1f %s").formatted(size, units[unit]);
    }

    private String lastCommit() {
      Snapshot current = table.currentSnapshot();
      return current == null
          ? ""
          : Instant.ofEpochMilli(current.timestampMillis())
              .truncatedTo(ChronoUnit.SECONDS)
              .toString();
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
    if (tables.isEmpty()) {
      return "There are no tables yet: the ingest job creates them when it starts.";
    }
    List<String> parts = new ArrayList<>(List.of(table()));
    for (Shown each : tables) {
      if (each.first() != null) {
        parts.add("%n%s%n%s".formatted(each.name(), each.first().asText(width)));
      }
    }
    return String.join(System.lineSeparator(), parts);
  }

  private String table() {
    return TextTable.of(
        tables,
        List.of(
            text("table", Shown::name),
            number("rows", each -> PinnedRows.count(each.table())),
            number("files", each -> each.figure(SnapshotSummary.TOTAL_DATA_FILES_PROP)),
            number("delete files", each -> each.figure(SnapshotSummary.TOTAL_DELETE_FILES_PROP)),
            figure("size", Shown::size),
            number("snapshots", each -> (long) Iterables.size(each.table().snapshots())),
            text("last commit (UTC)", Shown::lastCommit)));
  }

  private static int rank(TableIdentifier id) {
    int rank = ORDER.indexOf(id.name());
    return rank < 0 ? ORDER.size() : rank;
  }
}

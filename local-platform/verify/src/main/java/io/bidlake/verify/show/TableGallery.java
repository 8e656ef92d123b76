package io.bidlake.verify.show;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.bidlake.model.TableDefinition;
import io.bidlake.model.Tables;
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

/** The tables of a namespace: one line of figures each, then some rows of each. */
public final class TableGallery {

  /** A few rows show what a table of events looks like; of windows people want to know more. */
  private static final int LEAST_OF_WINDOWS = 10;

  private static final List<String> ORDER = Tables.ALL.stream().map(TableDefinition::name).toList();

  private final List<TableSummary> summaries = new ArrayList<>();
  private final List<TableView> views = new ArrayList<>();

  private TableGallery() {}

  /**
   * Reads figures and the first {@code rows} rows of every table in the namespace, and of the
   * tables of windows the latest ones.
   */
  public static TableGallery of(Catalog catalog, String namespace, int rows) {
    TableGallery gallery = new TableGallery();
    List<TableIdentifier> ids =
        catalog.listTables(Namespace.of(namespace.split("\\."))).stream()
            .sorted(Comparator.comparing(TableGallery::rank).thenComparing(TableIdentifier::name))
            .toList();
    for (TableIdentifier id : ids) {
      Table table = catalog.loadTable(id);
      gallery.summaries.add(TableSummary.of(id.name(), table));
      if (rows > 0) {
        gallery.views.add(view(id.name(), table, rows));
      }
    }
    return gallery;
  }

  private static TableView view(String name, Table table, int rows) {
    if (name.equals(Tables.LATE_EVENTS.name())) {
      return LateEventCounts.of(table);
    }
    Optional<WindowStyle> style = WindowStyle.of(name);
    return style.isEmpty()
        ? Sample.of(table, rows)
        : LatestWindows.of(style.get(), table, Math.max(rows, LEAST_OF_WINDOWS));
  }

  /** Everything as text, at most {@code width} characters wide. */
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
    List<ColumnData<TableSummary>> columns =
        List.of(
            column("table", HorizontalAlign.LEFT, TableSummary::name),
            column("rows", HorizontalAlign.RIGHT, table -> "%,d".formatted(table.rows())),
            column("files", HorizontalAlign.RIGHT, table -> "%,d".formatted(table.dataFiles())),
            column(
                "delete files",
                HorizontalAlign.RIGHT,
                table -> "%,d".formatted(table.deleteFiles())),
            column("size", HorizontalAlign.RIGHT, TableSummary::size),
            column("snapshots", HorizontalAlign.RIGHT, table -> "%,d".formatted(table.snapshots())),
            column(
                "last commit (UTC)",
                HorizontalAlign.LEFT,
                table ->
                    table.lastCommit() == null
                        ? ""
                        : table.lastCommit().truncatedTo(ChronoUnit.SECONDS).toString()));
    return AsciiTable.builder()
        .lineSeparator(System.lineSeparator())
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .data(summaries, columns)
        .asString();
  }

  private static ColumnData<TableSummary> column(
      String header, HorizontalAlign align, Function<TableSummary, String> value) {
    return new Column().header(header).headerAlign(align).dataAlign(align).with(value);
  }

  private static int rank(TableIdentifier id) {
    int rank = ORDER.indexOf(id.name());
    return rank < 0 ? ORDER.size() : rank;
  }
}

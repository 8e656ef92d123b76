package io.bidlake.verify.lake;

import io.bidlake.verify.CannotVerifyException;
import io.bidlake.verify.Workers;
import io.bidlake.verify.rows.Layout;
import io.bidlake.verify.rows.RowConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;

/** The tables at the snapshots that were current when this was made. */
public final class PinnedLake implements LakeReader {

  /** Many small files are a matter of waiting for the object store: more threads than cores. */
  private static final int THREADS = 3 * Runtime.getRuntime().availableProcessors();

  private final Map<Layout, PinnedTable> tables;

  private PinnedLake(Map<Layout, PinnedTable> tables) {
    this.tables = tables;
  }

  /** Throws {@link CannotVerifyException} if a table does not exist. */
  public static PinnedLake of(Catalog catalog, String namespace) {
    Map<Layout, PinnedTable> tables = new LinkedHashMap<>();
    for (Layout layout : Layout.ALL) {
      TableIdentifier id = TableIdentifier.of(Namespace.of(namespace.split("\\.")), layout.name());
      try {
        tables.put(layout, PinnedTable.of(layout, catalog.loadTable(id)));
      } catch (NoSuchTableException e) {
        throw new CannotVerifyException(
            "table %s does not exist: the ingest job creates it when it starts".formatted(id), e);
      }
    }
    return new PinnedLake(tables);
  }

  /** What is wrong with the columns of the tables. */
  public List<String> problems() {
    return tables.values().stream().flatMap(table -> table.problems().stream()).toList();
  }

  /** Data files and rows of all tables, by their metadata. */
  public String size() {
    long files = sum("total-data-files");
    long rows = sum("total-records");
    return "%,d rows in %,d files of %d tables".formatted(rows, files, tables.size());
  }

  @Override
  public void read(Collection<Layout> layouts, Supplier<RowConsumer> consumers) {
    Queue<Piece> pieces = new ConcurrentLinkedQueue<>();
    for (Layout layout : layouts) {
      PinnedTable table = tables.get(layout);
      try (CloseableIterable<FileScanTask> tasks = table.pieces()) {
        tasks.forEach(task -> pieces.add(new Piece(table, task)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Workers.run(
        Stream.generate(() -> (Runnable) () -> drain(pieces, consumers.get()))
            .limit(THREADS)
            .toList());
  }

  private static void drain(Queue<Piece> pieces, RowConsumer consumer) {
    Map<Layout, FileRows> readers = new LinkedHashMap<>();
    for (Piece piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      PinnedTable table = piece.table();
      readers
          .computeIfAbsent(table.layout(), layout -> new FileRows(table))
          .read(piece.task(), consumer);
    }
  }

  private long sum(String property) {
    List<PinnedTable> filled = new ArrayList<>(tables.values());
    filled.removeIf(table -> table.snapshot() == null);
    return filled.stream()
        .mapToLong(table -> Long.parseLong(table.snapshot().summary().getOrDefault(property, "0")))
        .sum();
  }

  private record Piece(PinnedTable table, FileScanTask task) {}
}

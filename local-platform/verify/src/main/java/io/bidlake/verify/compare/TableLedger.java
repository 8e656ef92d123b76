package io.bidlake.verify.compare;

import io.bidlake.verify.base.Micros;
import io.bidlake.verify.compare.IdTable.Row;
import io.bidlake.verify.layout.Fingerprint;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowId;
import java.util.List;
import java.util.stream.Stream;

/** All rows of one table, Kafka's and the lake's, in the form that the comparison needs. */
final class TableLedger {

  /** The ids are split into parts to reduce contention between threads. */
  private static final int PARTS = 64;

  private final Layout layout;
  private final List<IdTable> parts = Stream.generate(IdTable::new).limit(PARTS).toList();

  TableLedger(Layout layout) {
    this.layout = layout;
  }

  /** Returns a writer for one thread. */
  Writer writer() {
    return new Writer();
  }

  /** Settles the rows after the mark and returns the figures. */
  TableFigures close() {
    HourSums total = new HourSums();
    for (IdTable part : parts) {
      part.settleInFlight();
      total.add(part.sums());
    }
    TableFigures figures = new TableFigures(layout, total);
    parts.forEach(part -> part.visit(figures::add));
    return figures;
  }

  /** Adds the rows that one thread has read. Not thread-safe. */
  final class Writer {

    private final Fingerprint fingerprint = new Fingerprint();

    void addSettled(Object[] row) {
      Row added = rowOf(row);
      part(added.id()).addKafka(added);
    }

    void addInFlight(Object[] row) {
      Row added = rowOf(row);
      part(added.id()).addInFlight(added);
    }

    void addLake(Object[] row) {
      Row added = rowOf(row);
      part(added.id()).addLake(added);
    }

    private Row rowOf(Object[] row) {
      return new Row(
          fingerprint.id(layout, row),
          fingerprint.content(row),
          Micros.hour((Long) row[layout.time()]),
          layout.money(row));
    }

    private IdTable part(RowId id) {
      return parts.get((int) (id.high() >>> 58));
    }
  }
}

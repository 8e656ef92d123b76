package io.bidlake.verify.compare;

import io.bidlake.verify.rows.Fingerprint;
import io.bidlake.verify.rows.Layout;
import io.bidlake.verify.rows.Micros;
import io.bidlake.verify.rows.RowId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All rows of one table, Kafka's and the lake's, as far as comparing them needs them. */
final class TableLedger {

  /** Parts of the ids, so that two threads rarely meet in one. */
  private static final int PARTS = 64;

  private final Layout layout;
  private final List<IdTable> parts = Stream.generate(IdTable::new).limit(PARTS).toList();
  private final List<HourSums> sums = new ArrayList<>();

  TableLedger(Layout layout) {
    this.layout = layout;
  }

  Layout layout() {
    return layout;
  }

  /** A way for one thread to add rows. */
  synchronized Writer writer() {
    HourSums mine = new HourSums();
    sums.add(mine);
    return new Writer(mine);
  }

  /** Decides about the rows after the mark and closes the books. */
  synchronized TableFigures close() {
    HourSums total = new HourSums();
    sums.forEach(total::add);
    for (IdTable part : parts) {
      for (InFlightRow row : part.settleInFlight()) {
        total.addKafka(row.hour(), row.money());
      }
    }
    TableFigures figures = new TableFigures(layout, total);
    parts.forEach(part -> part.visit(figures::add));
    return figures;
  }

  private IdTable part(RowId id) {
    return parts.get((int) (id.high() >>> 58));
  }

  /** Adds the rows that one thread reads. */
  final class Writer {

    private final HourSums sums;
    private final Fingerprint fingerprint = new Fingerprint();

    private Writer(HourSums sums) {
      this.sums = sums;
    }

    void addSettled(Object[] row) {
      RowId id = fingerprint.id(layout, row);
      part(id).addKafka(id, fingerprint.content(row), hour(row));
      sums.addKafka(hour(row), layout.money(row));
    }

    void addInFlight(Object[] row) {
      RowId id = fingerprint.id(layout, row);
      part(id)
          .addInFlight(new InFlightRow(id, fingerprint.content(row), hour(row), layout.money(row)));
    }

    void addLake(Object[] row) {
      RowId id = fingerprint.id(layout, row);
      part(id).addLake(id, fingerprint.content(row), hour(row));
      sums.addLake(hour(row), layout.money(row));
    }

    private int hour(Object[] row) {
      return Micros.hour((Long) row[layout.time()]);
    }
  }
}

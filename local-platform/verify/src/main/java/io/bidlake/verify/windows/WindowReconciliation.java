package io.bidlake.verify.windows;

import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.lake.PinnedLake;
import io.bidlake.verify.report.WindowDifference;
import io.bidlake.verify.report.WindowResult;
import io.bidlake.verify.report.WindowsResult;
import io.bidlake.verify.rows.CurrencyRates;
import io.bidlake.verify.rows.EventConsumer;
import io.bidlake.verify.rows.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;

/**
 * Compares the tables of windows with what Kafka's events come to. Takes the events while Kafka is
 * read, keeps them in temporary files, and counts one slice of the requests after the other.
 */
public final class WindowReconciliation implements EventConsumer, AutoCloseable {

  /** An hour, the longest window, before the last time in microseconds. */
  private static final long LATEST = Long.MAX_VALUE / 1000 - 3_600_000;

  private final WindowRules rules;
  private final ReadEvents events;
  private final EventSpill spill = new EventSpill();
  private final EventTimeReach reach = new EventTimeReach();

  public WindowReconciliation(WindowRules rules, CurrencyRates rates) {
    this.rules = rules;
    this.events = new ReadEvents(rules, rates);
  }

  @Override
  public void accept(KafkaEntry entry, SpecificRecord decoded) {
    Event event = events.of(entry, decoded);
    if (isPossible(event.head().time())) {
      reach.add(event);
      spill.add(event);
    }
  }

  /** Compares, after all events were taken. */
  public WindowsResult compare(PinnedLake lake) {
    if (lake.has(Layout.LATE_EVENTS)) {
      lake.read(
          List.of(Layout.LATE_EVENTS),
          () -> (layout, row) -> spill.add(UncountedRows.of(layout, row)));
    }
    Faults lateFaults = new Faults();
    WindowTruth truth = new WindowTruth(rules, lateFaults, reach.of(WindowTable.FUNNEL.topics()));
    spill.read(truth::add);
    Map<WindowTable, CompareTable> tables = new LinkedHashMap<>();
    for (WindowTable table : WindowTable.ALL) {
      if (lake.has(table.layout())) {
        OptionalLong reached = reach.of(table.topics());
        CompareTable compared = new CompareTable(table, rules, reached, truth.cells().of(table));
        lake.read(List.of(table.layout()), () -> (layout, row) -> compared.add(row));
        tables.put(table, compared);
      }
    }
    List<WindowResult> results = new ArrayList<>();
    List<WindowDifference> differences = new ArrayList<>();
    tables.forEach(
        (table, compared) -> {
          results.add(compared.result(lake.deleteFiles(table.layout())));
          differences.addAll(compared.differences());
        });
    differences.addAll(lateFaults.first());
    return new WindowsResult(results, truth.lateEvents(), lateFaults.count(), differences);
  }

  @Override
  public void close() {
    spill.close();
  }

  /** An event whose time, or the begin of whose window, no table can hold is a dead letter. */
  private static boolean isPossible(long time) {
    return Math.abs(time) < LATEST;
  }
}

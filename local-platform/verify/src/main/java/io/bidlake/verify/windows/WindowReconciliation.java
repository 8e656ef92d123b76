package io.bidlake.verify.windows;

import io.bidlake.model.Topic;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.enrichment.CurrencyRates;
import io.bidlake.verify.events.EventSpill;
import io.bidlake.verify.events.ReadEvents;
import io.bidlake.verify.events.UncountedEvent;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.kafka.TopicSpan;
import io.bidlake.verify.lake.PinnedLake;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.report.WindowsResult;
import io.bidlake.verify.report.WindowsResult.WindowDifference;
import io.bidlake.verify.report.WindowsResult.WindowResult;
import io.bidlake.verify.rows.EventConsumer;
import io.bidlake.verify.store.Store;
import io.bidlake.verify.truth.Cells;
import io.bidlake.verify.truth.Known;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.specific.SpecificRecord;

/**
 * Compares the windowed tables with Kafka's events. Receives the events while Kafka is read, keeps
 * them on disk, and counts one request after the other.
 */
public final class WindowReconciliation implements EventConsumer, AutoCloseable {

  private static final List<Topic<?>> TOPICS =
      WindowTable.jobs().stream()
          .<Topic<?>>flatMap(job -> WindowTable.topicsOf(job).stream())
          .distinct()
          .toList();

  private final WindowRules rules;
  private final PinnedLake lake;
  private final Optional<PublishedRows> published;
  private final Known known;
  private final ReadEvents events;
  private final Store store = new Store();
  private final EventSpill spill = new EventSpill(store, TOPICS);
  private final EventTimeReach reach = new EventTimeReach();
  private final DeadLetters letters;
  private final Queue<UncountedEvent> lateBefore = new ConcurrentLinkedQueue<>();
  private final List<String> remarks = new ArrayList<>();

  /**
   * Reads {@code late_events}, before any event is received.
   *
   * @param published the rows in Kafka that are compared as well
   * @param known the part of Kafka that is read
   */
  public WindowReconciliation(
      WindowRules rules,
      TimeLimits limits,
      CurrencyRates rates,
      PinnedLake lake,
      Optional<PublishedRows> published,
      Known known) {
    this.rules = rules;
    this.lake = lake;
    this.published = published;
    this.known = known;
    this.letters = new DeadLetters(limits);
    this.events = new ReadEvents(rules.ahead(), limits, rates);
    if (lake.has(Layout.LATE_EVENTS)) {
      lake.read(List.of(Layout.LATE_EVENTS), () -> (layout, row) -> add(UncountedEvent.of(row)));
    }
  }

  /** Notes the partitions that the jobs read, before any event is received. */
  public void expect(List<TopicSpan> spans) {
    spans.forEach(reach::add);
  }

  private void add(UncountedEvent row) {
    if (!known.has(row.position())) {
      if (row.table().equals(WindowTable.QUALITY.name())) {
        lateBefore.add(row);
      }
    } else if (DeadLetters.isAbout(row)) {
      letters.add(row);
    } else {
      reach.add(row);
      spill.add(row);
    }
  }

  @Override
  public void deadLetter(KafkaEntry entry, int document, DeadLetterReason reason) {
    letters.add(entry, document, reason);
  }

  @Override
  public void accept(KafkaEntry entry, SpecificRecord decoded) {
    if (TOPICS.stream().noneMatch(topic -> topic.code() == entry.topic().code())) {
      return;
    }
    spill.add(reach.add(events.of(entry, decoded)));
  }

  /** Compares the tables, after all events have been received. */
  public WindowsResult compare() {
    Map<WindowTable, Optional<Reached>> reached = new HashMap<>();
    WindowTable.ALL.forEach(table -> reached.put(table, reach.of(table.job())));
    Faults uncountedFaults = new Faults();
    CountWindows counted = new CountWindows(rules, uncountedFaults, reached::get, known);
    letters.others().forEach(spill::add);
    spill.read(counted::add);
    counted.add(letters);
    lateBefore.forEach(counted::addLate);
    List<WindowResult> results = new ArrayList<>();
    List<WindowDifference> differences = new ArrayList<>();
    long held = counted.unlisted().held();
    for (Cells cells : counted.tables()) {
      Layout layout = cells.table().layout();
      long from = known.from(cells.table(), rules);
      if (lake.has(layout)) {
        CompareTable table = new CompareTable(cells, rules, reached.get(cells.table()), from);
        lake.read(List.of(layout), () -> (same, row) -> table.add(row));
        results.add(table.result(lake.deleteFiles(layout)));
        held += table.held();
        if (known.since().isPresent()) {
          remarks.add(
              "%s is compared from windows of %s on; %,d rows of earlier ones are left out"
                  .formatted(layout, Instant.ofEpochMilli(from), table.leftOut()));
        }
        differences.addAll(table.differences());
      }
      if (published.isPresent() && cells.table().equals(PublishedRows.TABLE)) {
        CompareTable topic =
            published.get().compare(cells, rules, reached.get(cells.table()), from);
        results.add(topic.result(0));
        held += topic.held();
        differences.addAll(topic.differences());
      }
    }
    differences.addAll(uncountedFaults.first());
    return new WindowsResult(
        results, counted.audit().counts(), uncountedFaults.count(), held, differences);
  }

  /** What was left out, after the comparison. */
  public List<String> remarks() {
    return remarks;
  }

  @Override
  public void close() {
    store.close();
  }
}

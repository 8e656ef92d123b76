package io.bidlake.verify.compare;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.bidlake.verify.compare.RowLedger.Suspect;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.Fingerprint;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import io.bidlake.verify.layout.RowText;
import io.bidlake.verify.report.Report.Difference;
import io.bidlake.verify.rows.DeadLetterRows;
import io.bidlake.verify.rows.ExpectedRows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads both sides again and describes the differences of the ids that differ. */
final class NameDifferences {

  private static final int REJECTION = Layout.BID_REQUESTS_ENRICHED.index("rejection_reason");

  private final Reconciliation sides;
  private final Map<Layout, Map<HashValue128, Evidence>> evidence = new LinkedHashMap<>();

  NameDifferences(Reconciliation sides) {
    this.sides = sides;
  }

  List<Difference> of(List<Suspect> suspects) {
    suspects.forEach(
        suspect ->
            evidence
                .computeIfAbsent(suspect.table(), table -> new HashMap<>())
                .put(suspect.id(), new Evidence()));
    if (!suspects.isEmpty()) {
      sides.enrichments().versions().begin();
      sides.kafka().read(sides.scope().topicsOf(evidence.keySet()), this::kafkaConsumer);
      sides
          .lake()
          .read(List.copyOf(evidence.keySet()), sides.compared().condition(), this::lakeConsumer);
    }
    return suspects.stream().map(this::describe).toList();
  }

  private Difference describe(Suspect suspect) {
    Evidence found = evidence.get(suspect.table()).get(suspect.id());
    Instant hour = Instant.EPOCH.plus(Duration.ofHours(suspect.hour()));
    return new Difference(found.id(), suspect.table().name(), hour, found.describe(suspect));
  }

  private Consumer<KafkaEntry> kafkaConsumer() {
    ExpectedRows expected = sides.expectedRows();
    Fingerprint fingerprint = new Fingerprint();
    return entry ->
        expected.of(
            entry,
            (table, row) -> {
              DeadLetterRows.settle(table, row);
              Evidence found = find(table, row, fingerprint);
              if (found != null) {
                found.addKafka(RowText.of(table, row), entry.place());
              }
              if (table.equals(Layout.BID_REQUESTS_ENRICHED) && row[REJECTION] != null) {
                addRejection(row, fingerprint);
              }
            });
  }

  /** The id of a row consists of the same columns in both tables of requests. */
  private void addRejection(Object[] row, Fingerprint fingerprint) {
    Map<HashValue128, Evidence> accepted = evidence.get(Layout.BID_REQUESTS);
    if (accepted == null) {
      return;
    }
    Evidence found = accepted.get(fingerprint.id(Layout.BID_REQUESTS_ENRICHED, row));
    if (found != null) {
      found.addRejection(row[REJECTION].toString());
    }
  }

  private RowConsumer lakeConsumer() {
    Fingerprint fingerprint = new Fingerprint();
    return (table, row) -> {
      sides.enrichments().settle(table, row);
      DeadLetterRows.settle(table, row);
      Evidence found = find(table, row, fingerprint);
      if (found != null) {
        found.addLake(RowText.of(table, row));
      }
    };
  }

  private Evidence find(Layout table, Object[] row, Fingerprint fingerprint) {
    Map<HashValue128, Evidence> byId =
        sides.compared().has(table, row) ? evidence.get(table) : null;
    return byId == null ? null : byId.get(fingerprint.id(table, row));
  }
}

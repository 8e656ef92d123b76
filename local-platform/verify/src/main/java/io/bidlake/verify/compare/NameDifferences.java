package io.bidlake.verify.compare;

import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.enrichment.Enrichments;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.kafka.KafkaLog;
import io.bidlake.verify.lake.PinnedLake;
import io.bidlake.verify.layout.Fingerprint;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import io.bidlake.verify.layout.RowId;
import io.bidlake.verify.layout.RowText;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.report.Report.Difference;
import io.bidlake.verify.rows.DeadLetterRows;
import io.bidlake.verify.rows.EventSource;
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

  private final Scope scope;
  private final KafkaLog kafka;
  private final EventSource source;
  private final TimeLimits limits;
  private final Enrichments enrichments;
  private final PinnedLake lake;
  private final ComparedRows compared;
  private final Map<Layout, Map<RowId, Evidence>> evidence = new LinkedHashMap<>();

  NameDifferences(
      Scope scope,
      KafkaLog kafka,
      EventSource source,
      TimeLimits limits,
      Enrichments enrichments,
      PinnedLake lake,
      ComparedRows compared) {
    this.scope = scope;
    this.kafka = kafka;
    this.source = source;
    this.limits = limits;
    this.enrichments = enrichments;
    this.lake = lake;
    this.compared = compared;
  }

  List<Difference> of(List<Suspect> suspects) {
    suspects.forEach(
        suspect ->
            evidence
                .computeIfAbsent(suspect.table(), table -> new HashMap<>())
                .put(suspect.id(), new Evidence()));
    if (!suspects.isEmpty()) {
      enrichments.versions().begin();
      kafka.read(scope.topicsOf(evidence.keySet()), this::kafkaConsumer);
      lake.read(List.copyOf(evidence.keySet()), compared.condition(), this::lakeConsumer);
    }
    return suspects.stream().map(this::describe).toList();
  }

  private Difference describe(Suspect suspect) {
    Evidence found = evidence.get(suspect.table()).get(suspect.id());
    Instant hour = Instant.EPOCH.plus(Duration.ofHours(suspect.hour()));
    return new Difference(found.id(), suspect.table().name(), hour, found.describe(suspect));
  }

  private Consumer<KafkaEntry> kafkaConsumer() {
    ExpectedRows expected = new ExpectedRows(source, limits, enrichments, scope.flat());
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
    Map<RowId, Evidence> accepted = evidence.get(Layout.BID_REQUESTS);
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
      enrichments.settle(table, row);
      DeadLetterRows.settle(table, row);
      Evidence found = find(table, row, fingerprint);
      if (found != null) {
        found.addLake(RowText.of(table, row));
      }
    };
  }

  private Evidence find(Layout table, Object[] row, Fingerprint fingerprint) {
    Map<RowId, Evidence> byId = compared.has(table, row) ? evidence.get(table) : null;
    return byId == null ? null : byId.get(fingerprint.id(table, row));
  }
}

package io.bidlake.verify.rows;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.tables.FlatTable;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.enrichment.Enrichments;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.kafka.MessageReader;
import io.bidlake.verify.kafka.MessageReader.UndecodableException;
import io.bidlake.verify.kafka.RecordId;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import io.bidlake.verify.rows.EventSource.DocumentReader;
import io.bidlake.verify.text.Finding;
import io.bidlake.verify.text.Finding.Found;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Derives the rows that the lake must have for a Kafka record: those of its events, and a dead
 * letter for each part that is not an event, has an impossible time, or was redriven as another
 * record. Not thread-safe.
 */
public final class ExpectedRows {

  /** The number of a document that is a whole record. */
  static final int WHOLE = 0;

  private final Map<String, MessageReader<? extends SpecificRecord>> readers = new HashMap<>();
  private final Map<String, DocumentReader> documentReaders = new HashMap<>();
  private final EventSource source;
  private final TimeLimits limits;
  private final BidRequestRows requests;
  private final BidResponseRows responses = new BidResponseRows();
  private final Map<String, RowMaker<FlatEvent>> flat = new HashMap<>();
  private final DeadLetterRows deadLetters;

  /**
   * @param tables the tables of flat topics
   */
  public ExpectedRows(
      EventSource source, TimeLimits limits, Enrichments enrichments, List<FlatTable<?>> tables) {
    this.source = source;
    this.limits = limits;
    this.deadLetters = new DeadLetterRows(limits);
    this.requests = new BidRequestRows(enrichments);
    tables.forEach(table -> flat.put(table.topic().name(), flatRows(table)));
  }

  public void of(KafkaEntry entry, RowConsumer rows) {
    of(entry, rows, (decoded, event) -> {});
  }

  /**
   * Passes on the rows and the events, each event with the record as an entry of the event's topic,
   * and each dead letter.
   */
  public void of(KafkaEntry entry, RowConsumer rows, EventConsumer events) {
    if (source.kafka().formatOf(entry.topic()) == TopicFormat.AVRO) {
      of(avro(entry), entry, rows, events);
    } else {
      documentReaders
          .computeIfAbsent(
              entry.topicName(),
              name -> EventSource.documents(source.kafka(), source.feed(), entry.topic()))
          .read(
              entry.value(),
              Instant.ofEpochMilli(entry.timestamp()),
              finding -> of(finding, entry, rows, events));
    }
  }

  private void of(Finding finding, KafkaEntry entry, RowConsumer rows, EventConsumer events) {
    Optional<Instant> receipt = limits.receipt(entry.timestamp());
    boolean possible =
        finding.events().stream()
            .allMatch(
                found ->
                    limits.allow(found.event(), timeOf(found.topic(), found.event()), receipt));
    if (finding.reason() != null || !possible || wasSentAgain(finding, entry)) {
      DeadLetterReason reason =
          finding.reason() == null && !possible
              ? DeadLetterReason.IMPOSSIBLE_TIME
              : finding.reason();
      deadLetters.make(entry, finding.document(), reason, finding.payload().get(), rows);
      events.deadLetter(entry, finding.document(), reason);
      return;
    }
    for (Found found : finding.events()) {
      Instant time = timeOf(found.topic(), found.event());
      KafkaEntry ofTopic = entry.of(found.topic());
      make(found.event(), ofTopic, Micros.of(receipt.orElse(time)), rows);
      events.accept(ofTopic, found.event());
    }
  }

  private static boolean wasSentAgain(Finding finding, KafkaEntry entry) {
    return !entry.sentAgain().isEmpty()
        && (finding.document() == WHOLE
            || entry
                .sentAgain()
                .contains(RecordId.part(finding.document(), finding.payload().get())));
  }

  private Finding avro(KafkaEntry entry) {
    try {
      Found event = new Found(entry.topic(), reader(entry.topic()).read(entry.value()));
      return new Finding(WHOLE, null, List.of(event), entry::value);
    } catch (UndecodableException e) {
      return Finding.deadLetter(WHOLE, e.reason(), entry::value);
    }
  }

  private static <T extends SpecificRecord> Instant timeOf(Topic<T> topic, SpecificRecord event) {
    Instant time = topic.eventTime().apply(topic.recordClass().cast(event));
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  private void make(SpecificRecord event, KafkaEntry entry, long receivedAt, RowConsumer rows) {
    if (event instanceof BidRequest request) {
      requests.make(request, receivedAt, rows);
    } else if (event instanceof BidResponse response) {
      responses.make(response, receivedAt, rows);
    } else {
      flat.get(entry.topic().name()).make(new FlatEvent(event, receivedAt), 1, rows);
    }
  }

  private record FlatEvent(SpecificRecord event, Long receivedAt) {}

  /** The rows of a flat topic: each field is a column of the same name. */
  private static RowMaker<FlatEvent> flatRows(FlatTable<?> table) {
    Map<String, Function<FlatEvent, Object>> columns = new HashMap<>();
    for (Schema.Field field : table.topic().schema().getFields()) {
      columns.put(
          field.name(),
          row -> {
            Object value = row.event.get(field.pos());
            return value instanceof Instant time ? Micros.of(time) : value;
          });
    }
    columns.put("received_at", FlatEvent::receivedAt);
    return RowMaker.of(Layout.of(table), columns, Set.of());
  }

  private MessageReader<? extends SpecificRecord> reader(Topic<?> topic) {
    return readers.computeIfAbsent(
        topic.name(), name -> new MessageReader<>(topic.schema(), source.schemas()));
  }
}

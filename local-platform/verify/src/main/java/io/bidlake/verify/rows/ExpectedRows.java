package io.bidlake.verify.rows;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Topic;
import io.bidlake.tables.FlatTable;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.kafka.MessageReader;
import io.bidlake.verify.kafka.MessageReader.UndecodableException;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Says which rows the lake owes to a Kafka record: those of its event, or one dead letter if the
 * bytes are no event, or one of a time that cannot be, or another record stands for it. Not
 * thread-safe.
 */
public final class ExpectedRows {

  private final Map<String, MessageReader<? extends SpecificRecord>> readers = new HashMap<>();
  private final WriterSchemas schemas;
  private final TimeLimits limits;
  private final BidRequestRows requests;
  private final BidResponseRows responses = new BidResponseRows();
  private final Map<String, FlatRows> flat = new HashMap<>();
  private final RowMaker<KafkaEntry> deadLetters;

  /**
   * @param tables tables of flat topics
   */
  public ExpectedRows(
      WriterSchemas schemas, TimeLimits limits, CurrencyRates rates, List<FlatTable<?>> tables) {
    this.schemas = schemas;
    this.limits = limits;
    this.deadLetters = RowMaker.of(Layout.DEAD_LETTERS, deadLetter());
    this.requests = new BidRequestRows(rates);
    tables.forEach(table -> flat.put(table.topic().name(), new FlatRows(table)));
  }

  public void of(KafkaEntry entry, RowConsumer rows) {
    of(entry, rows, (decoded, event) -> {});
  }

  /** Hands over the event as well, if the record is one. */
  public void of(
      KafkaEntry entry, RowConsumer rows, BiConsumer<KafkaEntry, SpecificRecord> events) {
    if (entry.sentAgain()) {
      deadLetters.make(entry, rows);
      return;
    }
    SpecificRecord event;
    try {
      event = reader(entry.topic()).read(entry.value());
    } catch (UndecodableException e) {
      deadLetters.make(entry, rows);
      return;
    }
    Instant time = timeOf(entry.topic(), event);
    Optional<Instant> receipt = limits.receipt(entry.timestamp());
    if (!limits.allow(event, time, receipt)) {
      deadLetters.make(entry, rows);
      return;
    }
    make(event, entry, Micros.of(receipt.orElse(time)), rows);
    events.accept(entry, event);
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
      flat.get(entry.topic().name()).make(event, receivedAt, rows);
    }
  }

  private MessageReader<? extends SpecificRecord> reader(Topic<?> topic) {
    return readers.computeIfAbsent(
        topic.name(), name -> new MessageReader<>(topic.schema(), schemas));
  }

  private Map<String, Function<KafkaEntry, Object>> deadLetter() {
    return Map.of(
        "topic",
        KafkaEntry::topicName,
        "partition",
        KafkaEntry::partition,
        "offset",
        KafkaEntry::offset,
        "raw_payload",
        entry -> entry.value() == null ? null : ByteBuffer.wrap(entry.value()),
        "received_at",
        entry -> Micros.of(limits.receiptOrEarliest(entry.timestamp())));
  }
}

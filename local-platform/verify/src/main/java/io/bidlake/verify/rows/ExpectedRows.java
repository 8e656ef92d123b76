package io.bidlake.verify.rows;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Topic;
import io.bidlake.tables.FlatTable;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.kafka.MessageReader;
import io.bidlake.verify.kafka.MessageReader.UndecodableException;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Says which rows the lake owes to a Kafka record: those of its event, or one dead letter if the
 * bytes are no event. Not thread-safe.
 */
public final class ExpectedRows {

  private final Map<String, MessageReader<? extends SpecificRecord>> readers = new HashMap<>();
  private final WriterSchemas schemas;
  private final BidRequestRows requests;
  private final BidResponseRows responses = new BidResponseRows();
  private final Map<String, FlatRows> flat = new HashMap<>();
  private final RowMaker<KafkaEntry> deadLetters = RowMaker.of(Layout.DEAD_LETTERS, deadLetter());

  /**
   * @param tables tables of flat topics
   */
  public ExpectedRows(WriterSchemas schemas, CurrencyRates rates, List<FlatTable<?>> tables) {
    this.schemas = schemas;
    this.requests = new BidRequestRows(rates);
    tables.forEach(table -> flat.put(table.topic().name(), new FlatRows(table)));
  }

  public void of(KafkaEntry entry, RowConsumer rows) {
    of(entry, rows, (decoded, event) -> {});
  }

  /** Hands over the event as well, if the record is one. */
  public void of(
      KafkaEntry entry, RowConsumer rows, BiConsumer<KafkaEntry, SpecificRecord> events) {
    SpecificRecord event;
    try {
      event = reader(entry.topic()).read(entry.value());
    } catch (UndecodableException e) {
      deadLetters.make(entry, rows);
      return;
    }
    try {
      make(event, entry, rows);
    } catch (ArithmeticException e) {
      // The event's time lies beyond what a table can hold. All its rows share that time, so none
      // has been handed on.
      deadLetters.make(entry, rows);
      return;
    }
    events.accept(entry, event);
  }

  private void make(SpecificRecord event, KafkaEntry entry, RowConsumer rows) {
    long receivedAt = Micros.ofMillis(entry.timestamp());
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

  private static Map<String, Function<KafkaEntry, Object>> deadLetter() {
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
        entry -> Micros.ofMillis(entry.timestamp()));
  }
}

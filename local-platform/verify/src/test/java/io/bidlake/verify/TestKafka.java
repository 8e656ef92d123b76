package io.bidlake.verify;

import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.kafka.KafkaLog;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.rows.EventSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** A Kafka in a list, and the registry beside it: schema ids are 1 and up, in the topics' order. */
public final class TestKafka implements KafkaLog, WriterSchemas {

  private static final long RECEIVED = Events.NOON.plusSeconds(2).toEpochMilli();

  private final List<KafkaEntry> entries = new ArrayList<>();
  private final Scope scope;
  private boolean stampedByBroker = true;

  public TestKafka() {
    this(Scope.ALL);
  }

  /** With topics of a test's own. */
  public TestKafka(Scope scope) {
    this.scope = scope;
  }

  /** From here on producers set the times of records. */
  public void letProducersStamp() {
    stampedByBroker = false;
  }

  public Scope scope() {
    return scope;
  }

  /** All topics in Avro. */
  public EventSource avro() {
    return new EventSource(
        this, new KafkaSettings("", Map.of(), Map.of(), Map.of()), Feed.DEFAULTS);
  }

  /** Adds a record that the lake must have. */
  public KafkaEntry send(SpecificRecord event) {
    return add(topicOf(event), encode(event, scope), nextReceipt(), true);
  }

  /** Adds a record that Kafka received at this time. */
  public KafkaEntry send(SpecificRecord event, Instant receivedAt) {
    return add(topicOf(event), encode(event, scope), receivedAt.toEpochMilli(), true);
  }

  /** Adds a record that came after the mark, at this time. */
  public KafkaEntry sendAfterMark(SpecificRecord event, Instant receivedAt) {
    return add(topicOf(event), encode(event, scope), receivedAt.toEpochMilli(), false);
  }

  /** Adds a record that came after the mark. */
  public KafkaEntry sendAfterMark(SpecificRecord event) {
    return add(topicOf(event), encode(event, scope), nextReceipt(), false);
  }

  public KafkaEntry sendBytes(Topic<?> topic, byte[] bytes) {
    return add(topic, bytes, nextReceipt(), true);
  }

  /** The record became a dead letter, whatever can be read by now, and was sent again. */
  public KafkaEntry bury(KafkaEntry letter) {
    KafkaEntry buried =
        new KafkaEntry(
            letter.topic(),
            letter.topicName(),
            letter.partition(),
            letter.offset(),
            letter.timestamp(),
            letter.stampedByBroker(),
            letter.value(),
            letter.settled(),
            Set.of(""));
    entries.set(entries.indexOf(letter), buried);
    return buried;
  }

  /** Retention drops the records before an offset. */
  public void dropBefore(long offset) {
    entries.removeIf(entry -> entry.offset() < offset);
  }

  /** Retention drops a record. */
  public void drop(KafkaEntry dropped) {
    entries.remove(dropped);
  }

  private long nextReceipt() {
    return RECEIVED + entries.size();
  }

  private KafkaEntry add(Topic<?> topic, byte[] bytes, long timestamp, boolean settled) {
    long offset = entries.size();
    KafkaEntry entry =
        new KafkaEntry(
            topic, topic.name(), 0, offset, timestamp, stampedByBroker, bytes, settled, Set.of());
    entries.add(entry);
    return entry;
  }

  @Override
  public void read(Collection<Topic<?>> topics, Supplier<Consumer<KafkaEntry>> consumers) {
    Consumer<KafkaEntry> consumer = consumers.get();
    entries.stream().filter(entry -> topics.contains(entry.topic())).forEach(consumer);
  }

  @Override
  public Optional<Schema> byId(int id) {
    return id >= 1 && id <= scope.topics().size()
        ? Optional.of(scope.topics().get(id - 1).schema())
        : Optional.empty();
  }

  public static byte[] encode(SpecificRecord event) {
    return encode(event, Scope.ALL);
  }

  private static byte[] encode(SpecificRecord event, Scope scope) {
    return encode(scope.topics().indexOf(topicOf(event, scope)) + 1, event);
  }

  public static byte[] encode(int schemaId, SpecificRecord event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
      new SpecificDatumWriter<>(event.getSchema()).write(event, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private Topic<?> topicOf(SpecificRecord event) {
    return topicOf(event, scope);
  }

  private static Topic<?> topicOf(SpecificRecord event, Scope scope) {
    return scope.topics().stream()
        .filter(topic -> topic.recordClass().isInstance(event))
        .findFirst()
        .orElseThrow();
  }
}

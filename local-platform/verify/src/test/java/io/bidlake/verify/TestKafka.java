package io.bidlake.verify;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.kafka.KafkaLog;
import io.bidlake.verify.kafka.WriterSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** A Kafka in a list, and the registry beside it: schema ids are 1 to 4, in the topics' order. */
public final class TestKafka implements KafkaLog, WriterSchemas {

  private static final long RECEIVED = Events.NOON.plusSeconds(2).toEpochMilli();

  private final List<KafkaEntry> entries = new ArrayList<>();

  /** Adds a record that the lake must have. */
  public KafkaEntry send(SpecificRecord event) {
    return add(topicOf(event), encode(event), nextReceipt(), true);
  }

  /** Adds a record that Kafka received at this time. */
  public KafkaEntry send(SpecificRecord event, Instant receivedAt) {
    return add(topicOf(event), encode(event), receivedAt.toEpochMilli(), true);
  }

  /** Adds a record that came after the mark, at this time. */
  public KafkaEntry sendAfterMark(SpecificRecord event, Instant receivedAt) {
    return add(topicOf(event), encode(event), receivedAt.toEpochMilli(), false);
  }

  /** Adds a record that came after the mark. */
  public KafkaEntry sendAfterMark(SpecificRecord event) {
    return add(topicOf(event), encode(event), nextReceipt(), false);
  }

  public KafkaEntry sendBytes(Topic<?> topic, byte[] bytes) {
    return add(topic, bytes, nextReceipt(), true);
  }

  private long nextReceipt() {
    return RECEIVED + entries.size();
  }

  private KafkaEntry add(Topic<?> topic, byte[] bytes, long timestamp, boolean settled) {
    long offset = entries.size();
    KafkaEntry entry = new KafkaEntry(topic, topic.name(), 0, offset, timestamp, bytes, settled);
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
    return id >= 1 && id <= Topics.ALL.size()
        ? Optional.of(Topics.ALL.get(id - 1).schema())
        : Optional.empty();
  }

  public static byte[] encode(SpecificRecord event) {
    return encode(Topics.ALL.indexOf(topicOf(event)) + 1, event);
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

  private static Topic<?> topicOf(SpecificRecord event) {
    if (event instanceof BidRequest) {
      return Topics.BID_REQUESTS;
    }
    if (event instanceof BidResponse) {
      return Topics.BID_RESPONSES;
    }
    return event instanceof Click ? Topics.CLICKS : Topics.IMPRESSIONS;
  }
}

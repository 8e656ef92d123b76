package io.bidlake.deploy.odd;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.avro.EventDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.testing.InJvmRegistry;
import io.bidlake.verify.kafka.KafkaEntry;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Decodes the odd events as the jobs do. */
public final class Decoded implements AutoCloseable {

  private final InJvmRegistry registry = new InJvmRegistry();
  private final Map<String, EventDecoder<?>> decoders = new HashMap<>();

  public Decoded() {
    for (Topic<?> topic : Topics.ALL) {
      registry.add(topic.schema());
      decoders.put(topic.name(), new EventDecoder<>(topic, registry.settings()));
    }
  }

  /** The event of a record; the next call overwrites it. */
  public SpecificRecord of(KafkaEntry entry) throws UndecodableRecordException {
    return decoders.get(entry.topicName()).decode(entry.value());
  }

  @Override
  public void close() {
    registry.close();
  }
}

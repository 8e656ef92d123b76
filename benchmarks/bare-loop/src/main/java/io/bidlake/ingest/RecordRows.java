package io.bidlake.ingest;

import io.bidlake.model.Topic;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.EventDecoder;
import io.bidlake.runtime.RowFlattener;
import io.bidlake.runtime.RowOutput;
import io.bidlake.runtime.UndecodableRecordException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** From the records of one topic to rows, with the decoder and the mapping of the ingest job. */
final class RecordRows<T extends SpecificRecord> {

  private final EventDecoder<T> decoder;
  private final RowFlattener<T> flattener;

  RecordRows(Topic<T> topic, RegistrySettings registry, RowFlattener<T> flattener) {
    this.decoder = new EventDecoder<>(topic, registry);
    this.flattener = flattener;
    flattener.open(new UnregisteredMetricsGroup());
  }

  void read(ConsumerRecord<byte[], byte[]> record, RowOutput out) {
    try {
      flattener.flatten(decoder.decode(record.value()), record.timestamp(), out);
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException(
          "expected clean topics, but %s-%d@%d: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }
}

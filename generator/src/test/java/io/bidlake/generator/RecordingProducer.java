package io.bidlake.generator;

import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Keeps records in memory, and loses all after some if it is told to. */
final class RecordingProducer extends MockProducer<byte[], byte[]> {

  int losesAfter = Integer.MAX_VALUE;
  private int sent;

  RecordingProducer() {
    super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public synchronized Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> event, Callback callback) {
    sendException = sent++ < losesAfter ? null : new KafkaException("lost");
    return super.send(event, callback);
  }
}

package io.bidlake.importer;

import io.bidlake.model.KafkaSettings;
import io.bidlake.producer.EventProducer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** The destination of records. */
interface Sink extends AutoCloseable {

  /** Discards all records. */
  Sink NONE =
      new Sink() {
        @Override
        public void send(List<ProducerRecord<byte[], byte[]>> records, LongConsumer afterEach) {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /**
   * Sends records in order.
   *
   * @param afterEach called after each record with the number of records sent so far
   * @throws NotDeliveredException if Kafka has not accepted one of these or of earlier records
   */
  void send(List<ProducerRecord<byte[], byte[]>> records, LongConsumer afterEach);

  /**
   * Waits until Kafka has acknowledged all records.
   *
   * @throws NotDeliveredException if it has not accepted one
   */
  void flush();

  @Override
  void close();

  /** Kafka did not accept a record; the message names the topic and the error. */
  final class NotDeliveredException extends RuntimeException {

    NotDeliveredException(String message) {
      super(message);
    }
  }

  /** A sink that sends to Kafka. */
  static Sink kafka(KafkaSettings settings) {
    return of(EventProducer.open(settings, "bidlake-import"));
  }

  /** A sink that sends with a producer, which it closes. */
  static Sink of(Producer<byte[], byte[]> producer) {
    AtomicReference<String> failure = new AtomicReference<>();
    return new Sink() {
      @Override
      public void send(List<ProducerRecord<byte[], byte[]>> records, LongConsumer afterEach) {
        long sent = 0;
        for (ProducerRecord<byte[], byte[]> next : records) {
          try {
            var unused = producer.send(next, (metadata, error) -> note(next.topic(), error));
          } catch (KafkaException e) {
            note(next.topic(), e);
          }
          check();
          afterEach.accept(++sent);
        }
      }

      @Override
      public void flush() {
        producer.flush();
        check();
      }

      @Override
      public void close() {
        producer.close();
      }

      private void note(String topic, Exception error) {
        if (error != null) {
          failure.compareAndSet(null, "topic %s: %s".formatted(topic, error.getMessage()));
        }
      }

      private void check() {
        if (failure.get() != null) {
          throw new NotDeliveredException(failure.get());
        }
      }
    };
  }
}

package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The records of the topics up to fixed end offsets. */
public interface KafkaLog {

  /**
   * Passes on every record of the topics once, even if several topics share one Kafka topic. Reads
   * in several threads, each with its own consumer from {@code consumers}; the records of one
   * partition go to one thread, in order.
   */
  void read(Collection<Topic<?>> topics, Supplier<Consumer<KafkaEntry>> consumers);
}

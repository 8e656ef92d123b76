package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The records of the topics, up to the end that was fixed before. */
public interface KafkaLog {

  /**
   * Hands over every record of the topics once, also where several are one topic of Kafka. Reads in
   * several threads, each with a consumer of its own from {@code consumers}; the records of one
   * partition go to one thread, in their order.
   */
  void read(Collection<Topic<?>> topics, Supplier<Consumer<KafkaEntry>> consumers);
}

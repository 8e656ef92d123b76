package io.bidlake.ingest;

import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.flink.metrics.MetricGroup;

/**
 * Splits an event into the source objects of its rows.
 *
 * @param <T> type of the events
 * @param <S> source object of a row
 */
interface RowFlattener<T, S> extends Serializable {

  /** Called once before the first event, in the task that runs the flattener. */
  void open(MetricGroup metrics);

  /**
   * Passes the source object of each row of an event to a consumer. The event is valid only during
   * this call, and each source object only during the call of the consumer.
   *
   * @param receivedAt when Kafka received the event, in ms
   */
  void flatten(T event, long receivedAt, Consumer<S> rows);
}

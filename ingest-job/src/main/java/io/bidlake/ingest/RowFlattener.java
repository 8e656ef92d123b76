package io.bidlake.ingest;

import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.flink.metrics.MetricGroup;

/**
 * Takes an event apart into what rows are made of.
 *
 * @param <T> the event
 * @param <S> what a row is made of
 */
interface RowFlattener<T, S> extends Serializable {

  /** Called once before the first event, on the machine that runs the flattener. */
  void open(MetricGroup metrics);

  /**
   * Hands over, one after the other, what the event's rows are made of. Neither the event nor what
   * is handed over is valid after the call that got it.
   *
   * @param receivedAt when Kafka received the event, in ms
   */
  void flatten(T event, long receivedAt, Consumer<S> rows);
}

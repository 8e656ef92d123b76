package io.bidlake.runtime;

import java.io.Serializable;
import org.apache.flink.metrics.MetricGroup;

/** Turns one event into the rows that it gives in one or more tables. */
public interface RowFlattener<T> extends Serializable {

  /** Called once before the first event, on the machine that runs the flattener. */
  void open(MetricGroup metrics);

  /**
   * Emits the event's rows. Neither the event nor a row is valid after the call that got it.
   *
   * @param receivedAt Kafka's timestamp of the event, in ms
   */
  void flatten(T event, long receivedAt, RowOutput out);
}

package io.bidlake.ingest;

import io.bidlake.tables.Received;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.metrics.MetricGroup;

/** Passes each flat event on as one row. */
final class FlattenFlat<T extends SpecificRecord> implements RowFlattener<T, Received<T>> {

  private transient Received<T> received;

  @Override
  public void open(MetricGroup metrics) {
    received = new Received<>();
  }

  @Override
  public void flatten(T event, long receivedAt, Consumer<Received<T>> rows) {
    received.event = event;
    received.at = receivedAt;
    rows.accept(received);
  }
}

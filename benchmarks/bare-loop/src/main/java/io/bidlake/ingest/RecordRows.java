package io.bidlake.ingest;

import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.avro.EventDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.runtime.lake.TableRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes the records of one topic as rows to its tables, with the decoder and the mapping of the
 * ingest job.
 */
final class RecordRows<T extends SpecificRecord, S> {

  private final EventDecoder<T> decoder;
  private final RowFlattener<T, S> flattener;
  private final FlowRows<S> rows;
  private final List<TableWriter> writers;

  /**
   * @param layouts the layouts of the tables' rows
   * @param writers the writers of the tables, by name
   */
  RecordRows(
      Flow<T, S> flow,
      RegistrySettings registry,
      TableRows.Layouts layouts,
      Map<String, TableWriter> writers) {
    this.decoder = new EventDecoder<>(flow.topic(), registry);
    this.flattener = flow.flattener();
    this.rows = new FlowRows<>(flow.tables().stream().map(layouts::of).toList());
    this.writers = flow.tables().stream().map(table -> writers.get(table.name())).toList();
    flattener.open(new UnregisteredMetricsGroup());
  }

  void write(ConsumerRecord<byte[], byte[]> record) {
    try {
      flattener.flatten(
          decoder.decode(record.value()),
          record.timestamp(),
          source -> rows.of(source, this::write));
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException(
          "expected clean topics, but %s-%d@%d: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }

  private void write(int table, RowData row) {
    try {
      writers.get(table).write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

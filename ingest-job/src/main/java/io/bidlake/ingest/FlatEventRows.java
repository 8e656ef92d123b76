package io.bidlake.ingest;

import io.bidlake.model.TableDefinition;
import io.bidlake.model.Tables;
import io.bidlake.runtime.RowBuilder;
import io.bidlake.runtime.RowFlattener;
import io.bidlake.runtime.RowLayout;
import io.bidlake.runtime.RowOutput;
import io.bidlake.runtime.TableRows;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.apache.flink.metrics.MetricGroup;

/**
 * One row per event of a flat record, whose fields are the table's columns in the same order: a
 * field that is added to the schema is a new column without any code.
 */
final class FlatEventRows<T extends SpecificRecord> implements RowFlattener<T> {

  private final String tableName;
  private final RowLayout layout;

  private transient TableDefinition table;
  private transient RowBuilder row;

  FlatEventRows(TableRows rows) {
    this.tableName = rows.definition().name();
    this.layout = rows.layout();
  }

  @Override
  public void open(MetricGroup metrics) {
    table = Tables.named(tableName);
    row = new RowBuilder(layout);
  }

  @Override
  public void flatten(T event, long receivedAt, RowOutput out) {
    int fields = event.getSchema().getFields().size();
    row.begin();
    for (int i = 0; i < fields; i++) {
      add(event.get(i));
    }
    out.emit(table, row.addMillis(receivedAt).row());
  }

  private void add(Object value) {
    if (value instanceof Utf8 text) {
      row.add(text);
    } else if (value instanceof Instant instant) {
      row.add(instant);
    } else {
      row.add(value);
    }
  }
}

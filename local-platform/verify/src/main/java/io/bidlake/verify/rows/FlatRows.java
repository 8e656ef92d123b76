package io.bidlake.verify.rows;

import io.bidlake.tables.FlatTable;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The row of an event of a flat topic: each field is a column of the same name. */
final class FlatRows {

  private final RowMaker<Row> rows;

  FlatRows(FlatTable<?> table) {
    Map<String, Function<Row, Object>> columns = new HashMap<>();
    for (Schema.Field field : table.topic().schema().getFields()) {
      columns.put(field.name(), row -> value(row.event.get(field.pos())));
    }
    columns.put("received_at", row -> row.receivedAt);
    rows = RowMaker.of(Layout.of(table), columns);
  }

  void make(SpecificRecord event, long receivedAt, RowConsumer consumer) {
    rows.make(new Row(event, receivedAt), consumer);
  }

  private static Object value(Object field) {
    return field instanceof Instant time ? Micros.of(time) : field;
  }

  private record Row(SpecificRecord event, Long receivedAt) {}
}

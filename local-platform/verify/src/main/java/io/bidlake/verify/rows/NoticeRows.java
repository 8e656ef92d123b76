package io.bidlake.verify.rows;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The row of an impression or a click: every field under its own name. */
final class NoticeRows {

  private final RowMaker<Row> notices;

  NoticeRows(Layout table, Schema schema) {
    Map<String, Function<Row, Object>> columns = new HashMap<>();
    for (Schema.Field field : schema.getFields()) {
      columns.put(field.name(), row -> value(row.notice.get(field.pos())));
    }
    columns.put("received_at", row -> row.receivedAt);
    notices = RowMaker.of(table, columns);
  }

  void make(SpecificRecord notice, long receivedAt, RowConsumer rows) {
    notices.make(new Row(notice, receivedAt), rows);
  }

  private static Object value(Object field) {
    return field instanceof Instant time ? Micros.of(time) : field;
  }

  private record Row(SpecificRecord notice, Long receivedAt) {}
}

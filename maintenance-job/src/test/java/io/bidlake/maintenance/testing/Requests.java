package io.bidlake.maintenance.testing;

import io.bidlake.tables.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.types.Types.NestedField;

/** Rows of {@code bid_requests}, each another one. */
public final class Requests {

  private static final long DAY = 24L * 3600 * 1000;
  private static final long FIRST_DAY = 20_000 * DAY;

  private final Random random;
  private long next;

  public Requests(long seed) {
    random = new Random(seed);
  }

  /** Rows of one day and one country. */
  public List<RowData> of(int day, String country, int count) {
    List<RowData> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(day, country));
    }
    return rows;
  }

  private RowData row(int day, String country) {
    GenericRowData row = new GenericRowData(Tables.BID_REQUESTS.schema().columns().size());
    int field = 0;
    for (NestedField column : Tables.BID_REQUESTS.schema().columns()) {
      row.setField(field++, value(column, day, country));
    }
    next++;
    return row;
  }

  private Object value(NestedField column, int day, String country) {
    return switch (column.name()) {
      case "request_id", "user_id" ->
          StringData.fromString(new UUID(random.nextLong(), random.nextLong()).toString());
      case "device_geo_country" -> country == null ? null : StringData.fromString(country);
      case "site_domain" -> next % 10 == 0 ? null : StringData.fromString(domain());
      case "event_timestamp" ->
          TimestampData.fromEpochMillis(FIRST_DAY + day * DAY + random.nextInt((int) DAY));
      default -> any(column);
    };
  }

  private String domain() {
    return "site-%04d.example".formatted(random.nextInt(500));
  }

  private Object any(NestedField column) {
    if (column.isOptional() && random.nextInt(8) == 0) {
      return null;
    }
    return switch (column.type().typeId()) {
      case STRING -> StringData.fromString("v" + random.nextInt(1000));
      case INTEGER -> random.nextInt(1000);
      case DOUBLE -> random.nextInt(10_000) / 100.0;
      case BOOLEAN -> random.nextBoolean();
      case TIMESTAMP -> TimestampData.fromEpochMillis(FIRST_DAY + random.nextInt((int) DAY));
      case LIST ->
          new GenericArrayData(new Object[] {StringData.fromString("IAB" + random.nextInt(20))});
      default -> throw new IllegalArgumentException("no values of " + column);
    };
  }
}

package io.bidlake.maintenance.sort;

import io.bidlake.tables.Tables;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Sorts rows of bid_requests again and again and prints how fast. Takes the number of rows, the
 * memory in MB and the number of rounds.
 */
final class RowSortBenchmark {

  private static final int DISTINCT_ROWS = 50_000;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int SITE_DOMAIN = position("site_domain");
  private static final int COUNTRY = position("device_geo_country");
  private static final double MILLION = 1e6;

  private final SplittableRandom random = new SplittableRandom(1);
  private final GenericRowData[] rows = new GenericRowData[DISTINCT_ROWS];
  private final StringData[] domains = new StringData[2_000];
  private final StringData[] countries = new StringData[60];

  private RowSortBenchmark() {
    Arrays.setAll(domains, i -> text("publisher-" + i + ".example.com"));
    Arrays.setAll(countries, i -> text((char) ('A' + i % 26) + "S" + (char) ('A' + i / 26)));
    Arrays.setAll(rows, i -> row());
  }

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    int rows = Integer.parseInt(args[0]);
    long memoryBytes = Long.parseLong(args[1]) << 20;
    RowSortBenchmark benchmark = new RowSortBenchmark();
    for (int round = 0; round < Integer.parseInt(args[2]); round++) {
      benchmark.run(rows, memoryBytes, System.out);
    }
  }

  private void run(int count, long memoryBytes, PrintStream out) throws IOException {
    SortKeys keys = SortKeys.of(Tables.BID_REQUESTS.schema(), Tables.BID_REQUESTS.sortOrder());
    Path folder = Files.createTempDirectory("sort-benchmark");
    long start = System.nanoTime();
    try (RowSort sort =
        new RowSort(
            keys, FlinkSchemaUtil.convert(Tables.BID_REQUESTS.schema()), memoryBytes, folder)) {
      for (int i = 0; i < count; i++) {
        sort.add(row(i));
      }
      long added = System.nanoTime();
      long read = 0;
      for (Iterator<RowData> sorted = sort.sorted(); sorted.hasNext(); sorted.next()) {
        read++;
      }
      long end = System.nanoTime();
      out.printf(
          "%d rows: add %.2f M/s, read %.2f M/s, both %.2f M/s%n",
          read,
          count * 1e9 / (added - start) / MILLION,
          count * 1e9 / (end - added) / MILLION,
          count * 1e9 / (end - start) / MILLION);
    } finally {
      Files.delete(folder);
    }
  }

  /** A new row, as readers make them; rows that meet by their keys have little else in common. */
  private RowData row(int i) {
    GenericRowData like = rows[i % rows.length];
    GenericRowData row = new GenericRowData(like.getArity());
    for (int field = 0; field < like.getArity(); field++) {
      row.setField(field, like.getField(field));
    }
    row.setField(0, StringData.fromBytes(id()));
    row.setField(SITE_DOMAIN, domains[random.nextInt(domains.length)]);
    row.setField(COUNTRY, countries[random.nextInt(countries.length)]);
    return row;
  }

  private byte[] id() {
    byte[] id = new byte[32];
    long bits = 0;
    for (int i = 0; i < id.length; i++) {
      bits = i % 16 == 0 ? random.nextLong() : bits >>> 4;
      id[i] = HEX[(int) bits & 15];
    }
    return id;
  }

  private GenericRowData row() {
    GenericRowData row = new GenericRowData(Tables.BID_REQUESTS.schema().columns().size());
    for (int i = 0; i < row.getArity(); i++) {
      row.setField(i, value(Tables.BID_REQUESTS.schema().columns().get(i)));
    }
    return row;
  }

  private Object value(NestedField column) {
    return switch (column.type().typeId()) {
      case STRING -> text(Long.toHexString(random.nextLong()));
      case INTEGER -> random.nextInt(1_000);
      case DOUBLE -> random.nextDouble();
      case BOOLEAN -> random.nextInt(2) == 0;
      case TIMESTAMP -> TimestampData.fromEpochMillis(1_700_000_000_000L + random.nextInt());
      case LIST -> new GenericArrayData(new Object[] {text("IAB1"), text("IAB1-2")});
      default -> throw new IllegalArgumentException("no values for " + column);
    };
  }

  private static int position(String column) {
    Schema schema = Tables.BID_REQUESTS.schema();
    return schema.columns().indexOf(schema.findField(column));
  }

  private static StringData text(String text) {
    return StringData.fromString(text);
  }
}

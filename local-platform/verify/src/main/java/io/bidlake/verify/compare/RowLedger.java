package io.bidlake.verify.compare;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.bidlake.verify.base.ExactSum;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.layout.Fingerprint;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.report.Report.Figures;
import io.bidlake.verify.report.Report.HourResult;
import io.bidlake.verify.report.Report.TableResult;
import io.bidlake.verify.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All rows of the tables, Kafka's and the lake's, by the hashes of their ids and columns, and the
 * comparison of both sides. Thread-safe while rows are added.
 */
final class RowLedger implements AutoCloseable {

  /** The number of differing ids that are shown per table and kind. */
  static final int SHOWN = 20;

  private static final String TABLES =
      """
      CREATE TABLE rows (
        tbl INTEGER, high BIGINT, low BIGINT, content BIGINT, hour INTEGER, money DOUBLE,
        in_lake BOOLEAN);
      CREATE TABLE in_flight (
        tbl INTEGER, high BIGINT, low BIGINT, content BIGINT, hour INTEGER, money DOUBLE,
        place BIGINT)""";

  /**
   * Adds the rows after the mark that are in the lake. The job reads a partition in order, so the
   * first rows of an id are in the lake.
   */
  private static final String SETTLE =
      """
      INSERT INTO rows
      SELECT tbl, high, low, content, hour, money, false
      FROM in_flight JOIN (
        SELECT tbl, high, low, count(*) FILTER (in_lake) - count(*) FILTER (NOT in_lake) AS more
        FROM rows SEMI JOIN in_flight USING (tbl, high, low)
        GROUP BY ALL
      ) USING (tbl, high, low)
      QUALIFY row_number() OVER (PARTITION BY tbl, high, low ORDER BY place) <= more""";

  /**
   * The columns are compared by the sum of the rows' hashes, which is the same on both sides if an
   * id has the same rows, in any order.
   */
  private static final String COMPARE =
      """
      CREATE TABLE ids AS
      SELECT tbl, high, low, hour, kafka, lake, CASE
          WHEN lake = 0 THEN 'MISSING'
          WHEN kafka = 0 THEN 'UNEXPECTED'
          WHEN kafka <> lake THEN 'MISCOUNTED'
          WHEN difference <> 0 THEN 'DIFFERING'
        END AS kind
      FROM (
        SELECT tbl, high, low,
          coalesce(min(hour) FILTER (NOT in_lake), min(hour)) AS hour,
          count(*) FILTER (NOT in_lake) AS kafka,
          count(*) FILTER (in_lake) AS lake,
          sum(CASE WHEN in_lake THEN -content::HUGEINT ELSE content::HUGEINT END) AS difference
        FROM rows GROUP BY tbl, high, low)""";

  /** The figures of each hour of a table, and without an hour those of the whole table. */
  private static final String FIGURES =
      """
      SELECT tbl, hour,
        sum(kafka_rows)::BIGINT, sum(lake_rows)::BIGINT,
        sum(kafka_ids)::BIGINT, sum(lake_ids)::BIGINT,
        sum(missing)::BIGINT, sum(unexpected)::BIGINT,
        sum(miscounted)::BIGINT, sum(differing)::BIGINT,
        sum(kafka_repeats)::BIGINT, sum(lake_repeats)::BIGINT,
        fsum(kafka_money), fsum(lake_money)
      FROM (
        SELECT tbl, hour,
          count(*) FILTER (NOT in_lake) AS kafka_rows,
          count(*) FILTER (in_lake) AS lake_rows,
          fsum(money) FILTER (NOT in_lake) AS kafka_money,
          fsum(money) FILTER (in_lake) AS lake_money
        FROM rows GROUP BY tbl, hour
        UNION ALL BY NAME
        SELECT tbl, hour,
          count(*) FILTER (kafka > 0) AS kafka_ids,
          count(*) FILTER (lake > 0) AS lake_ids,
          count(*) FILTER (kind = 'MISSING') AS missing,
          count(*) FILTER (kind = 'UNEXPECTED') AS unexpected,
          count(*) FILTER (kind = 'MISCOUNTED') AS miscounted,
          count(*) FILTER (kind = 'DIFFERING') AS differing,
          sum(greatest(kafka - 1, 0)) AS kafka_repeats,
          sum(greatest(lake - 1, 0)) AS lake_repeats
        FROM ids GROUP BY tbl, hour)
      GROUP BY GROUPING SETS ((tbl, hour), (tbl))
      ORDER BY tbl, hour NULLS FIRST""";

  private static final String SUSPECTS =
      """
      SELECT tbl, high, low, hour, kafka, lake, kind
      FROM ids WHERE kind IS NOT NULL
      QUALIFY row_number() OVER (PARTITION BY tbl, kind ORDER BY hour, high, low) <= %d
      ORDER BY tbl, kind, hour, high, low"""
          .formatted(SHOWN);

  private final Store store = new Store();
  private final AtomicLong afterMark = new AtomicLong();
  private final List<Layout> tables;

  /** The kind of difference. */
  enum Kind {
    MISSING,
    UNEXPECTED,
    MISCOUNTED,
    DIFFERING
  }

  /**
   * An id that differs between the two sides, known only by its hash.
   *
   * @param hour its hour since 1970
   * @param kafkaRows the number of rows expected from Kafka
   * @param lakeRows the number of rows in the table
   */
  record Suspect(Layout table, HashValue128 id, int hour, int kafkaRows, int lakeRows, Kind kind) {}

  RowLedger(List<Layout> tables) {
    this.tables = tables;
    store.run(TABLES);
  }

  /** Returns a writer for one thread. */
  Writer writer() {
    return new Writer();
  }

  /** Adds the rows that one thread has read. Not thread-safe. */
  final class Writer {

    private final Fingerprint fingerprint = new Fingerprint();

    void addKafka(Layout table, Object[] row, boolean settled) {
      if (settled) {
        add(table, row, "rows", to -> to.append(false));
      } else {
        add(table, row, "in_flight", to -> to.append(afterMark.incrementAndGet()));
      }
    }

    void addLake(Layout table, Object[] row) {
      add(table, row, "rows", to -> to.append(true));
    }

    private void add(Layout table, Object[] row, String into, Store.Values last) {
      int number = tables.indexOf(table);
      HashValue128 id = fingerprint.id(table, row);
      long content = fingerprint.content(row);
      int hour = Micros.hour((Long) row[table.time()]);
      double money = table.money(row);
      store
          .into(into)
          .add(
              to -> {
                to.append(number);
                to.append(id.getMostSignificantBits()).append(id.getLeastSignificantBits());
                to.append(content).append(hour).append(money);
                last.addTo(to);
              });
    }
  }

  /** Compares both sides, after all rows have been added. */
  void compare() {
    store.run(SETTLE);
    store.run(COMPARE);
  }

  /** The figures of each table. */
  List<TableResult> results() {
    Map<Integer, Figures> totals = new HashMap<>();
    Map<Integer, List<HourResult>> hours = new HashMap<>();
    store.each(
        FIGURES,
        row -> {
          int hour = row.getInt(2);
          if (row.wasNull()) {
            totals.put(row.getInt(1), figures(row));
          } else {
            Instant start = Instant.EPOCH.plus(Duration.ofHours(hour));
            hours
                .computeIfAbsent(row.getInt(1), table -> new ArrayList<>())
                .add(new HourResult(start, figures(row)));
          }
        });
    List<TableResult> results = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      results.add(
          new TableResult(
              tables.get(i).name(),
              tables.get(i).moneyColumn(),
              totals.getOrDefault(i, Figures.NONE),
              hours.getOrDefault(i, List.of())));
    }
    return results;
  }

  private static Figures figures(ResultSet row) throws SQLException {
    double kafka = row.getDouble(13);
    double lake = row.getDouble(14);
    return new Figures(
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12),
        kafka,
        lake,
        ExactSum.areEqual(kafka, lake));
  }

  /** The first differing ids of each table and kind. */
  List<Suspect> suspects() {
    return store.list(
        SUSPECTS,
        row ->
            new Suspect(
                tables.get(row.getInt(1)),
                new HashValue128(row.getLong(2), row.getLong(3)),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                Kind.valueOf(row.getString(7))));
  }

  @Override
  public void close() {
    store.close();
  }
}

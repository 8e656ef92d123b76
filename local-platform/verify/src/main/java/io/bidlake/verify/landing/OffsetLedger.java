package io.bidlake.verify.landing;

import io.bidlake.verify.landing.RowMarks.Mark;
import io.bidlake.verify.store.Store;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBAppender;

/**
 * What both sides have at each offset of the topics, and the comparison of both sides. Rows are
 * compared by hashes. Topics are given by their numbers. Thread-safe while something is added.
 */
final class OffsetLedger implements AutoCloseable {

  /** The number of differing records that are shown per table and kind. */
  private static final int SHOWN = 20;

  /**
   * Key and time are those of deduplication; without it, there is no key. A record is doubtful if
   * it may be a dead letter for any reason.
   */
  private static final String TABLES =
      """
      CREATE TABLE topics (topic INTEGER, within BIGINT);
      CREATE TABLE records (
        topic INTEGER, part INTEGER, place BIGINT,
        content BIGINT, "key" BIGINT, key_has_null BOOLEAN, time BIGINT,
        settled BOOLEAN, storable BOOLEAN, doubtful BOOLEAN, odd_time BOOLEAN, expired BOOLEAN);
      CREATE TABLE rows (
        topic INTEGER, part INTEGER, place BIGINT,
        content BIGINT, "key" BIGINT, key_has_null BOOLEAN, time BIGINT);
      CREATE TABLE letters (topic INTEGER, part INTEGER, place BIGINT, reason VARCHAR);
      CREATE TABLE beginnings (topic INTEGER, part INTEGER, first BIGINT)""";

  /** Of a compacted topic, Kafka may have removed any record but the last of a partition. */
  private static final String COMPACTED =
      """
      INSERT INTO beginnings
      SELECT topic, part, max(place) FROM records WHERE topic = %d GROUP BY topic, part""";

  /** The outcome of each offset. */
  private static final String COMPARE =
      """
      CREATE TABLE offsets AS
      SELECT topic, part, place, "key", key_has_null, time, rows > 0 AS has_row, CASE
          WHEN rows > 1 OR letters > 1 THEN 'REPEATED'
          WHEN records = 0 AND place < first THEN 'NOT_CHECKED'
          WHEN records = 0 THEN 'UNEXPECTED'
          WHEN rows = 1 AND letters = 1 THEN 'WRONG_LETTER'
          WHEN rows = 1 AND storable AND difference = 0 THEN 'ROW'
          WHEN rows = 1 THEN 'DIFFERING'
          WHEN letters = 1 AND (doubtful OR CASE
            WHEN reason = 'IMPOSSIBLE_TIME' THEN odd_time
            ELSE reason IN ('IRRECONCILABLE', 'OVER_LIMIT', 'NAME_COLLISION', 'TABLE_UNWRITABLE')
          END) THEN 'LETTER'
          WHEN letters = 1 THEN 'WRONG_LETTER'
          WHEN NOT settled THEN 'IN_FLIGHT'
          WHEN expired THEN 'NOT_CHECKED'
          WHEN "key" IS NULL THEN 'MISSING'
          ELSE 'LEFT_OUT'
        END AS outcome
      FROM (
        SELECT topic, part, place,
          count(*) FILTER (side = 'KAFKA') AS records,
          count(*) FILTER (side = 'LAKE') AS rows,
          count(*) FILTER (side = 'LETTER') AS letters,
          sum(CASE side WHEN 'LAKE' THEN -content::HUGEINT ELSE content::HUGEINT END)
            AS difference,
          coalesce(max("key") FILTER (side = 'LAKE'), max("key")) AS "key",
          coalesce(max(time) FILTER (side = 'LAKE'), max(time)) AS time,
          bool_or(key_has_null) AS key_has_null,
          bool_or(settled) AS settled, bool_or(storable) AS storable,
          bool_or(doubtful) AS doubtful, bool_or(odd_time) AS odd_time,
          bool_or(expired) AS expired, max(reason) AS reason
        FROM (
          SELECT *, 'KAFKA' AS side FROM records
          UNION ALL BY NAME SELECT *, 'LAKE' AS side FROM rows
          UNION ALL BY NAME SELECT *, 'LETTER' AS side FROM letters)
        GROUP BY topic, part, place)
      LEFT JOIN (SELECT topic, part, max(first) AS first FROM beginnings GROUP BY topic, part)
        USING (topic, part)""";

  /**
   * Checks deduplication: two rows with one key must not be near to each other, and a record
   * without a row needs a row with its key that is near.
   */
  private static final String DEDUPLICATE =
      """
      CREATE TABLE findings AS
      WITH keyed AS (
        SELECT *,
          coalesce(time - max(time) FILTER (has_row) OVER (
            PARTITION BY topic, "key" ORDER BY time, part, place
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) < within, false) AS near_before,
          coalesce(min(time) FILTER (has_row) OVER (
            PARTITION BY topic, "key" ORDER BY time, part, place
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) - time < within, false) AS near_after
        FROM offsets JOIN topics USING (topic) WHERE "key" IS NOT NULL)
      SELECT topic, part, place, CASE
          WHEN outcome = 'LEFT_OUT' AND NOT near_before AND NOT near_after THEN 'MISSING'
          ELSE outcome
        END AS outcome
      FROM keyed
      UNION ALL
      SELECT topic, part, place, 'TOO_NEAR' FROM keyed
      WHERE has_row AND near_before AND NOT key_has_null
      UNION ALL
      SELECT topic, part, place, outcome FROM offsets WHERE "key" IS NULL""";

  private static final String FIGURES =
      """
      SELECT topic, outcome, count(*) FROM findings GROUP BY ALL
      UNION ALL
      SELECT topic, CASE WHEN settled THEN 'records' ELSE 'after mark' END, count(*)
      FROM records GROUP BY ALL
      UNION ALL
      SELECT topic, 'rows', count(*) FROM rows GROUP BY ALL""";

  private static final String LETTERS = "SELECT topic, reason, count(*) FROM letters GROUP BY ALL";

  private static final String SUSPECTS =
      """
      SELECT topic, part, place, outcome FROM findings
      WHERE outcome NOT IN ('ROW', 'LETTER', 'LEFT_OUT', 'NOT_CHECKED', 'IN_FLIGHT')
      QUALIFY row_number() OVER (PARTITION BY topic, outcome ORDER BY part, place) <= %d
      ORDER BY topic, outcome, part, place"""
          .formatted(SHOWN);

  private final Store store = new Store();

  OffsetLedger() {
    store.run(TABLES);
  }

  /**
   * A record that differs.
   *
   * @param topic the number of the topic
   */
  record Suspect(int topic, int partition, long offset, Fault fault) {}

  /** What is wrong at an offset. */
  enum Fault {
    MISSING,
    UNEXPECTED,
    DIFFERING,
    REPEATED,
    /** A row that deduplication must have left out. */
    TOO_NEAR,
    /** A dead letter of a record that has a row, or can be read. */
    WRONG_LETTER
  }

  /**
   * What is known about a record of Kafka.
   *
   * @param mark the marks of its row; empty if it must be a dead letter
   * @param settled whether it must be in the lake
   * @param doubtful whether it may be a dead letter for any reason
   * @param oddTime whether it may be a dead letter because of a time
   * @param expired whether its row may have been deleted because of its age
   */
  record Known(
      Optional<Mark> mark, boolean settled, boolean doubtful, boolean oddTime, boolean expired) {}

  /**
   * Adds a topic with deduplication, before anything else of it.
   *
   * @param within the time from which on two records with the same key are not near
   */
  void addTopic(int topic, Duration within) {
    store.into("topics").add(row -> row.append(topic).append(within.toMillis()));
  }

  void addRecord(int topic, int partition, long offset, Known known) {
    store
        .into("records")
        .add(
            row -> {
              append(row, topic, partition, offset, known.mark().orElse(Mark.NONE));
              row.append(known.settled()).append(known.mark().isPresent());
              row.append(known.doubtful()).append(known.oddTime()).append(known.expired());
            });
  }

  void addRow(int topic, int partition, long offset, Mark mark) {
    store.into("rows").add(row -> append(row, topic, partition, offset, mark));
  }

  /** Appends what the tables of both sides begin with. */
  private static void append(DuckDBAppender row, int topic, int partition, long offset, Mark mark)
      throws SQLException {
    row.append(topic).append(partition).append(offset);
    row.append(mark.content()).append(mark.key());
    row.append(mark.keyHasNull()).append(mark.time());
  }

  void addLetter(int topic, int partition, long offset, String reason) {
    store
        .into("letters")
        .add(row -> row.append(topic).append(partition).append(offset).append(reason));
  }

  /** Adds the first offset of a partition that Kafka must still have. */
  void addBeginning(int topic, int partition, long first) {
    store.into("beginnings").add(row -> row.append(topic).append(partition).append(first));
  }

  /** Compares both sides, after everything has been added. */
  void compare(List<Integer> compacted) {
    compacted.forEach(topic -> store.run(COMPACTED.formatted(topic)));
    store.run(COMPARE);
    store.run(DEDUPLICATE);
  }

  /** The numbers of offsets by their outcome, and of what was read, by topic. */
  Map<Integer, Map<String, Long>> figures() {
    return counts(FIGURES);
  }

  /** The numbers of dead letters by reason, by topic. */
  Map<Integer, Map<String, Long>> letters() {
    return counts(LETTERS);
  }

  private Map<Integer, Map<String, Long>> counts(String sql) {
    Map<Integer, Map<String, Long>> counts = new HashMap<>();
    store.each(
        sql,
        row ->
            counts
                .computeIfAbsent(row.getInt(1), topic -> new HashMap<>())
                .put(row.getString(2), row.getLong(3)));
    return counts;
  }

  /** The first differing records of each topic and kind. */
  List<Suspect> suspects() {
    return store.list(
        SUSPECTS,
        row ->
            new Suspect(
                row.getInt(1), row.getInt(2), row.getLong(3), Fault.valueOf(row.getString(4))));
  }

  @Override
  public void close() {
    store.close();
  }
}

package io.bidlake.verify.landing;

import io.bidlake.verify.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What both sides have at each offset of the topics. Rows are compared by hashes. Thread-safe while
 * something is added.
 */
final class OffsetLedger implements AutoCloseable {

  private static final String TABLE =
      """
      CREATE TABLE known (
        topic INTEGER, part INTEGER, place BIGINT, flags INTEGER, content BIGINT, "key" BIGINT,
        time BIGINT)""";

  /**
   * Everything that is known about an offset. Key and time are those of the row, if there is one.
   */
  private static final String MERGE =
      """
      CREATE TABLE offsets AS
      SELECT topic, part, place,
        bit_or(flags)
          | CASE WHEN count(*) FILTER (flags & %1$d <> 0) > 1 THEN %2$d ELSE 0 END
          | CASE WHEN count(*) FILTER (flags & %3$d <> 0) > 1 THEN %4$d ELSE 0 END AS flags,
        coalesce(sum(content::HUGEINT) FILTER (flags & %1$d <> 0), 0)
          = coalesce(sum(content::HUGEINT) FILTER (flags & %1$d = 0), 0) AS same,
        arg_max("key", flags & %1$d) FILTER (flags & %5$d <> 0) AS "key",
        arg_max(time, flags & %1$d) FILTER (flags & %5$d <> 0) AS time
      FROM known GROUP BY topic, part, place"""
          .formatted(
              Outcome.A_ROW,
              Outcome.ROWS,
              Outcome.A_LETTER,
              Outcome.LETTERS,
              Outcome.KEY | Outcome.KEY_WITH_NULL);

  /**
   * The records and rows with a key, with the times of the nearest rows with the same key before
   * and after each: that a row is near is why a record has none.
   */
  private static final String BY_KEY =
      """
      SELECT part, place, flags, time,
        max(CASE WHEN flags & %1$d <> 0 THEN time END) OVER (
          PARTITION BY "key" ORDER BY time, part, place
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
        min(CASE WHEN flags & %1$d <> 0 THEN time END) OVER (
          PARTITION BY "key" ORDER BY time, part, place
          ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
      FROM offsets WHERE topic = %2$d AND flags & %3$d <> 0
      """;

  private final Store store = new Store();

  OffsetLedger() {
    store.run(TABLE);
  }

  /**
   * What a row or record is known by.
   *
   * @param content the hash of its columns
   * @param key the hash of the columns of its key
   * @param time its time in Kafka, in ms
   */
  record Mark(long content, long key, long time) {}

  /** Receives one offset with what is known about it. */
  interface Visitor {
    void visit(int partition, long offset, int known, boolean isSame);
  }

  /** Receives a record that must have a row, or a row that must not be there. */
  interface Faults {
    void fault(Outcome outcome, int partition, long offset);
  }

  /**
   * Adds a record of Kafka, a row or a dead letter.
   *
   * @param topic the number of the topic
   */
  void add(int topic, int partition, long offset, int flags, Mark mark) {
    store
        .into("known")
        .add(
            row -> {
              row.append(topic).append(partition).append(offset).append(flags);
              row.append(mark.content()).append(mark.key()).append(mark.time());
            });
  }

  /** Brings together what is known, after everything has been added. */
  void merge() {
    store.run(MERGE);
  }

  void visit(int topic, Visitor visitor) {
    store.each(
        "SELECT part, place, flags, same FROM offsets WHERE topic = %d ORDER BY part, place"
            .formatted(topic),
        row -> visitor.visit(row.getInt(1), row.getLong(2), row.getInt(3), row.getBoolean(4)));
  }

  /**
   * Checks deduplication: two rows with one key must not be near to each other, and a record
   * without a row needs a row with its key that is near.
   *
   * @param within the time from which on two records are not near, in ms
   */
  void checkKeys(int topic, long within, Faults faults) {
    int keys = Outcome.KEY | Outcome.KEY_WITH_NULL;
    store.each(
        BY_KEY.formatted(Outcome.A_ROW, topic, keys),
        row -> {
          int known = row.getInt(3);
          boolean isNearBefore = isNear(row, 5, within);
          if (Outcome.has(known, Outcome.A_ROW)) {
            if (isNearBefore && !Outcome.has(known, Outcome.KEY_WITH_NULL)) {
              faults.fault(Outcome.TOO_NEAR, row.getInt(1), row.getLong(2));
            }
          } else if (Outcome.of(known, true, false) == Outcome.LEFT_OUT
              && !isNearBefore
              && !isNear(row, 6, within)) {
            faults.fault(Outcome.MISSING, row.getInt(1), row.getLong(2));
          }
        });
  }

  private static boolean isNear(ResultSet row, int column, long within) throws SQLException {
    long other = row.getLong(column);
    return !row.wasNull() && Math.abs(row.getLong(4) - other) < within;
  }

  @Override
  public void close() {
    store.close();
  }
}

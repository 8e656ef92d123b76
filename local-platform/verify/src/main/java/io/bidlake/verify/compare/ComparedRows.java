package io.bidlake.verify.compare;

import io.bidlake.verify.base.Micros;
import io.bidlake.verify.layout.Layout;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * Which rows of both sides are compared.
 *
 * @param since only rows of records that Kafka received at this time or later; empty for all
 * @param othersLetters whether the dead letters of a Kafka topic are left out, as another job
 *     writes them
 */
public record ComparedRows(Optional<Instant> since, Predicate<String> othersLetters) {

  /** All rows. */
  public static final ComparedRows ALL = new ComparedRows(Optional.empty(), topic -> false);

  private static final int TOPIC = Layout.DEAD_LETTERS.index("topic");
  private static final String RECEIVED_AT = "received_at";

  /** Whether a row of either side is compared. */
  boolean has(Layout table, Object[] row) {
    if (table.equals(Layout.DEAD_LETTERS) && othersLetters.test(String.valueOf(row[TOPIC]))) {
      return false;
    }
    return since.isEmpty() || (Long) row[table.index(RECEIVED_AT)] >= Micros.of(since.get());
  }

  /** A condition that the rows of the lake meet, and perhaps others. */
  Expression condition() {
    return since
        .<Expression>map(time -> Expressions.greaterThanOrEqual(RECEIVED_AT, Micros.of(time)))
        .orElse(Expressions.alwaysTrue());
  }
}

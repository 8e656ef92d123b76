package io.bidlake.tables;

import java.io.Serializable;

/**
 * A column of a table.
 *
 * @param <S> source object of a row
 * @param name name of the column
 * @param type type of its values
 * @param presence whether the column is nullable, required or part of the key
 * @param value extracts the value from the source object
 * @param doc what it holds, with its unit
 */
public record Column<S>(
    String name, ColumnType<?> type, Presence presence, Value<S, ?> value, String doc)
    implements Serializable {

  /** Whether a column is nullable, required or part of the key. */
  public enum Presence {
    /** The column is nullable. */
    OPTIONAL,
    /** Every row has a value. */
    REQUIRED,
    /** Every row has a value, and the column is part of the key: the table has one row per key. */
    KEY
  }

  /** Extracts the value of a column from the source object of a row; null for none. */
  @FunctionalInterface
  public interface Value<S, J> extends Serializable {
    J of(S source);
  }

  /**
   * A value that is the same in all rows of an event, and is therefore extracted only for the first
   * row.
   */
  @FunctionalInterface
  public interface SharedValue<S, J> extends Value<S, J> {}

  /** One of the parts of an event; each part becomes a row. */
  public interface Part {

    /** Returns whether this is the first part of its event. */
    boolean isFirst();

    /** Returns the number of parts of its event. */
    int parts();
  }
}

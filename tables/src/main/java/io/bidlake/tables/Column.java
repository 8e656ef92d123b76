package io.bidlake.tables;

import java.io.Serializable;

/**
 * A column of a table.
 *
 * @param <S> what a row is made of
 * @param name name of the column
 * @param type type of its values
 * @param presence whether each row has a value
 * @param value what fills it
 * @param doc what it holds, with its unit
 */
public record Column<S>(
    String name, ColumnType<?> type, Presence presence, Value<S, ?> value, String doc)
    implements Serializable {

  /** Whether each row has a value. */
  public enum Presence {
    /** A row has a value or null. */
    OPTIONAL,
    /** Each row has a value. */
    REQUIRED,
    /** The same, and the table has one row for each value of its keys. */
    KEY
  }

  /** Takes the value of a column out of what a row is made of; null for none. */
  @FunctionalInterface
  public interface Value<S, J> extends Serializable {
    J of(S source);
  }

  /** A value that is the same in all rows of an event, and so is taken for the first one only. */
  @FunctionalInterface
  public interface SharedValue<S, J> extends Value<S, J> {}

  /** One of several parts of an event, each of which gives a row. */
  public interface Part {

    /** Whether it is the first part of its event. */
    boolean isFirst();
  }
}

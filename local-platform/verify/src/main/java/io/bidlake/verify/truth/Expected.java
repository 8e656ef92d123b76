package io.bidlake.verify.truth;

import java.util.function.Function;

/** What a table may have in a column, where that is more than one value. */
public interface Expected {

  /** Whether a table may have a value in a row. */
  boolean accepts(Object found, Row row);

  /**
   * A row of a table.
   *
   * @param columns its other values, by column
   * @param until all events until this time, in ms, must be in it; {@link #COMPLETE} if no more can
   *     come into its window
   */
  record Row(Function<String, Object> columns, long until) {

    /** The time until which all events are in the row of a complete window. */
    public static final long COMPLETE = Long.MAX_VALUE;

    /** The time until which all events are in a row of which nothing is certain yet. */
    public static final long NOTHING = Long.MIN_VALUE;
  }
}

package io.bidlake.landing.columns;

import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.PrimitiveType;

/** A change of a table's columns that a record makes necessary. */
public sealed interface Change {

  /**
   * A new column.
   *
   * @param parent path of the struct to which it is added; null for the table
   * @param columns number of columns that have values of their own, with the nested ones
   */
  record Addition(String parent, String name, Type type, int columns) implements Change {}

  /** A wider type for a column. */
  record Widening(String path, PrimitiveType type) implements Change {}
}

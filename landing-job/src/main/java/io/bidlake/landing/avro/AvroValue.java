package io.bidlake.landing.avro;

import java.util.function.IntSupplier;
import org.apache.iceberg.types.Type;

/** How the values of an Avro schema are stored. */
interface AvroValue {

  /**
   * Returns the type of the column that the values need.
   *
   * @param ids gives ids to nested fields
   * @return null if nothing is to be stored, as of a record without fields
   */
  Type type(IntSupplier ids);

  /**
   * Returns the reader of the values for a column.
   *
   * @param column type of the column, which is wide enough for the values
   */
  ValueReader reader(Type column);
}

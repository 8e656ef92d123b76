package io.bidlake.runtime.avro;

import java.io.IOException;
import java.util.List;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;

/**
 * Base class of the generated readers. It is public because they are loaded by another class
 * loader. Values that cannot be written as Java source are constants, which the source refers to by
 * number.
 */
public abstract class CompiledReader implements RecordReader<Object> {

  private static final int MOST_AT_FIRST = 64;

  private Object[] constants = {};

  final void setConstants(List<Object> values) {
    constants = values.toArray();
  }

  /** Returns a copy of a default value, which the caller may overwrite. */
  protected final Object copyOf(int value, int schema) {
    return GenericData.get().deepCopy((Schema) constants[schema], constants[value]);
  }

  /** Returns an empty array that lets its old elements be reused. */
  protected final GenericData.Array<?> array(List<?> old, long size, int schema) {
    if (old instanceof GenericData.Array) {
      GenericData.Array<?> array = (GenericData.Array<?>) old;
      array.reset();
      return array;
    }
    // Start small and grow: a corrupt length may be larger than the number of elements.
    return new GenericData.Array<>((int) Math.min(size, MOST_AT_FIRST), (Schema) constants[schema]);
  }

  /** Skips a value that the reader schema has no field for. */
  protected final void skip(int schema, BytesDecoder in) throws IOException {
    GenericDatumReader.skip((Schema) constants[schema], in);
  }

  /** Returns the exception for a value of a union branch that the reader schema does not have. */
  protected final AvroTypeException mismatch(int message) {
    return new AvroTypeException((String) constants[message]);
  }

  /** Returns the exception for a branch index that the union does not have. */
  protected static AvroTypeException noBranch(int index) {
    return new AvroTypeException("a union has no branch " + index);
  }
}

package io.bidlake.runtime.avro;

import java.io.IOException;
import java.util.List;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;

/**
 * What the generated readers share. It is public, as they are classes of another class loader. What
 * cannot be written as Java is a constant, which the source names by its number.
 */
public abstract class CompiledReader implements RecordReader<Object> {

  private static final int MOST_AT_FIRST = 64;

  private Object[] constants = {};

  final void setConstants(List<Object> values) {
    constants = values.toArray();
  }

  /** A default value that the caller may overwrite. */
  protected final Object copyOf(int value, int schema) {
    return GenericData.get().deepCopy((Schema) constants[schema], constants[value]);
  }

  /** An array without elements that offers its old ones to be overwritten. */
  protected final GenericData.Array<?> array(List<?> old, long size, int schema) {
    if (old instanceof GenericData.Array) {
      GenericData.Array<?> array = (GenericData.Array<?>) old;
      array.reset();
      return array;
    }
    // It grows: what a garbled length asks for need not be there.
    return new GenericData.Array<>((int) Math.min(size, MOST_AT_FIRST), (Schema) constants[schema]);
  }

  /** Passes over a value that the reader has no field for. */
  protected final void skip(int schema, BytesDecoder in) throws IOException {
    GenericDatumReader.skip((Schema) constants[schema], in);
  }

  /** A value came from a branch of a union that the reader has no place for. */
  protected final AvroTypeException mismatch(int message) {
    return new AvroTypeException((String) constants[message]);
  }

  /** A union has no such branch. */
  protected static AvroTypeException noBranch(int index) {
    return new AvroTypeException("a union has no branch " + index);
  }
}

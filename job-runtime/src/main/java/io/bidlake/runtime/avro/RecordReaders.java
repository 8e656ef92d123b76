package io.bidlake.runtime.avro;

import io.bidlake.compiled.CompiledClass;
import io.bidlake.compiled.UnsupportedSchemaException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Resolver;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.codehaus.commons.compiler.InternalCompilerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates readers that resolve a writer schema as Avro does, but faster: Avro computes the
 * resolution, and a class that is generated and compiled for the two schemas executes it. Unlike
 * Avro's own readers, it reuses all objects of the previous record, including optional values and
 * array elements.
 */
public final class RecordReaders {

  private static final Logger LOG = LoggerFactory.getLogger(RecordReaders.class);

  private RecordReaders() {}

  /**
   * Returns a reader for records that were written with {@code writer}.
   *
   * @param reader schema of a generated class, compatible with the writer's
   * @throws AvroTypeException if a logical type of the writer is incompatible with the reader's
   */
  public static <T extends SpecificRecord> RecordReader<T> of(Schema writer, Schema reader) {
    boolean converts =
        WriterTypes.convert(Resolver.resolve(writer, reader, SpecificData.getForSchema(reader)));
    try {
      return compiled(writer, reader);
    } catch (UnsupportedSchemaException | InternalCompilerException e) {
      // The compiler fails if a record has too many fields for one method.
      if (converts) {
        throw new AvroTypeException("timestamps cannot be converted: " + e.getMessage());
      }
      LOG.warn("Using Avro's slower reader for {}: {}", reader.getFullName(), e.getMessage());
      return interpreted(writer, reader);
    }
  }

  /** Returns Avro's own reader. */
  static <T extends SpecificRecord> RecordReader<T> interpreted(Schema writer, Schema reader) {
    return new SpecificDatumReader<T>(writer, reader)::read;
  }

  /**
   * Returns a compiled reader.
   *
   * @throws UnsupportedSchemaException if a schema contains a type that cannot be compiled
   */
  static <T extends SpecificRecord> RecordReader<T> compiled(Schema writer, Schema reader) {
    SpecificData data = SpecificData.getForSchema(reader);
    Action resolution = Resolver.resolve(writer, reader, data);
    ReaderSource source = new ReaderSource(data, resolution);
    @SuppressWarnings("unchecked") // The source returns the class of the reader's schema.
    RecordReader<T> compiled = (RecordReader<T>) (RecordReader<?>) compile(source);
    return compiled;
  }

  private static CompiledReader compile(ReaderSource source) {
    CompiledReader reader =
        CompiledClass.instance(ReaderSource.CLASS, source.text(), CompiledReader.class);
    reader.setConstants(source.constants());
    return reader;
  }
}

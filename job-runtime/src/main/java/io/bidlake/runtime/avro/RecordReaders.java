package io.bidlake.runtime.avro;

import io.bidlake.runtime.CompiledClass;
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
 * Makes readers that resolve a writer schema as Avro does, and faster: Avro decides what is to be
 * done, and it is done by a class that is generated and compiled for these two schemas. Unlike
 * Avro's own readers it overwrites all of the last record, also what is optional or in arrays,
 * instead of making most of it anew.
 */
public final class RecordReaders {

  private static final Logger LOG = LoggerFactory.getLogger(RecordReaders.class);

  private RecordReaders() {}

  /**
   * A reader for records of {@code writer}.
   *
   * @param reader the schema of a generated class that can be read from the writer's
   * @throws AvroTypeException if the writer means something else by its values
   */
  public static <T extends SpecificRecord> RecordReader<T> of(Schema writer, Schema reader) {
    boolean converts =
        WriterTypes.convert(Resolver.resolve(writer, reader, SpecificData.getForSchema(reader)));
    try {
      return compiled(writer, reader);
    } catch (UnsupportedSchemaException | InternalCompilerException e) {
      // The compiler fails where a writer has more fields than one method can read.
      if (converts) {
        throw new AvroTypeException("times are not converted: " + e.getMessage());
      }
      LOG.warn("Avro's slower reader reads {}: {}", reader.getFullName(), e.getMessage());
      return interpreted(writer, reader);
    }
  }

  /** Avro's own reader. */
  static <T extends SpecificRecord> RecordReader<T> interpreted(Schema writer, Schema reader) {
    return new SpecificDatumReader<T>(writer, reader)::read;
  }

  /**
   * A reader that is compiled.
   *
   * @throws UnsupportedSchemaException if a schema holds what is not compiled
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

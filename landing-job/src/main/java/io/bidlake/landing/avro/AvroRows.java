package io.bidlake.landing.avro;

import io.bidlake.landing.columns.FieldRules;
import io.bidlake.runtime.avro.BytesDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.table.data.GenericRowData;
import org.apache.iceberg.types.Types.StructType;

/** How the records of one schema become rows. */
public final class AvroRows {

  private final Schema schema;
  private final AvroRecord record;
  private final StructType columns;

  /**
   * @param schema schema of the writer
   * @throws UndecodableRecordException if records of the schema cannot be stored
   */
  public AvroRows(Schema schema, FieldRules rules) throws UndecodableRecordException {
    this.schema = schema;
    record = new AvroValues(rules).record(schema);
    columns = record.columns(new AtomicInteger()::incrementAndGet);
  }

  /** Returns the columns that the records need, besides those of each table. */
  public StructType columns() {
    return columns;
  }

  /**
   * Returns the reader of the rows of a table.
   *
   * @param table columns of the table, which can store the records
   */
  public Reader reader(StructType table) {
    GenericRowData row = new GenericRowData(table.fields().size());
    BytesDecoder decoder = new BytesDecoder();
    AvroRecord.Filler filler = record.filler(table);
    Decoding filling = () -> filler.fill(row, decoder);
    return (value, start) -> {
      decoder.begin(value, start);
      decode(decoder, filling);
      return row;
    };
  }

  /**
   * Throws if bytes are not a record of the schema, without looking at its values.
   *
   * @param start position at which the record begins
   */
  public void requireRecord(byte[] value, int start) throws UndecodableRecordException {
    BytesDecoder decoder = new BytesDecoder();
    decoder.begin(value, start);
    decode(decoder, () -> GenericDatumReader.skip(schema, decoder));
  }

  /** Decodes a record. */
  private interface Decoding {
    void run() throws IOException, UndecodableRecordException;
  }

  private static void decode(BytesDecoder decoder, Decoding decoding)
      throws UndecodableRecordException {
    try {
      decoding.run();
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | UnsupportedOperationException
        | NegativeArraySizeException
        | StackOverflowError e) { // Avro skips nested values recursively.
      throw new UndecodableRecordException(
          Reason.MALFORMED, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
    if (!decoder.isEnd()) {
      throw new UndecodableRecordException(Reason.MALFORMED, "bytes follow the end of the record");
    }
  }

  /** Reads records into one row, which is overwritten by the next record. Not thread-safe. */
  @FunctionalInterface
  public interface Reader {

    /**
     * Reads a record.
     *
     * @param start position in the value at which the record begins
     * @throws UndecodableRecordException if the bytes are not a record of the schema, or a value
     *     cannot be stored
     */
    GenericRowData read(byte[] value, int start) throws UndecodableRecordException;
  }
}

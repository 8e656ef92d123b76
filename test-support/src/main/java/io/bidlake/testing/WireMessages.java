package io.bidlake.testing;

import io.bidlake.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Encodes messages in the wire format of the schema registry. */
public final class WireMessages {

  private WireMessages() {}

  /** Returns the message of a generated record, or of a generic one with a different schema. */
  public static byte[] of(int schemaId, IndexedRecord record) {
    DatumWriter<IndexedRecord> writer =
        record instanceof SpecificRecord
            ? new SpecificDatumWriter<>(record.getSchema())
            : new GenericDatumWriter<>(record.getSchema());
    return encode(schemaId, writer, record);
  }

  private static <T> byte[] encode(int schemaId, DatumWriter<T> writer, T record) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(WireFormat.header(schemaId));
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      writer.write(record, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

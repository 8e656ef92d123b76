package io.bidlake.producer;

import io.bidlake.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Conversions;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Encodes records of one class in the wire format of the schema registry. Not thread-safe: it
 * reuses its buffers.
 */
public final class AvroEncoder<T extends SpecificRecord> implements EventEncoder {

  private static final int BUFFER = 4096;
  private static final EncoderFactory FACTORY = new EncoderFactory().configureBufferSize(BUFFER);

  private final Class<T> recordClass;
  private final DatumWriter<T> writer;
  private final byte[] header;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
  private final BinaryEncoder encoder = FACTORY.binaryEncoder(bytes, null);

  /**
   * Creates an encoder.
   *
   * @param schemaId id of the schema of the class in the registry
   */
  public AvroEncoder(Class<T> recordClass, int schemaId) {
    SpecificData data = new SpecificData();
    // Use the coders that Avro generates into the record classes: twice as fast as walking the
    // schema.
    data.setCustomCoders(true);
    // Generated classes convert their own fields, but not the branches of a union.
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    this.recordClass = recordClass;
    this.writer = new SpecificDatumWriter<>(data.getSchema(recordClass), data);
    this.header = WireFormat.header(schemaId);
  }

  @Override
  public byte[] encode(SpecificRecord event) {
    bytes.reset();
    bytes.writeBytes(header);
    try {
      writer.write(recordClass.cast(event), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: a buffer in memory failed", e);
    }
    return bytes.toByteArray();
  }
}

package io.bidlake.bench.scale;

import io.bidlake.model.BidRequest;
import io.bidlake.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Encodes bid requests in the wire format. Not thread-safe: it reuses its buffers. */
final class RequestEncoder {

  private final DatumWriter<BidRequest> writer = new SpecificDatumWriter<>(BidRequest.class);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
  private final byte[] header;

  RequestEncoder(int schemaId) {
    this.header = WireFormat.header(schemaId);
  }

  byte[] encode(BidRequest request) {
    bytes.reset();
    bytes.writeBytes(header);
    try {
      writer.write(request, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: a buffer in memory failed", e);
    }
    return bytes.toByteArray();
  }
}

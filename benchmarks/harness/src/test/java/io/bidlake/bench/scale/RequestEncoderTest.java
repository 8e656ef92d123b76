package io.bidlake.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.registry.WireFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class RequestEncoderTest {

  @Test
  void encodesEachRequestInTheWireFormat() throws IOException {
    RequestEncoder encoder = new RequestEncoder(7);
    assertEncoded(encoder, request("first"));
    assertEncoded(encoder, request("the second"));
  }

  private static void assertEncoded(RequestEncoder encoder, BidRequest request) throws IOException {
    byte[] message = encoder.encode(request);
    assertThat(WireFormat.schemaId(message)).isEqualTo(7);
    int header = WireFormat.HEADER_LENGTH;
    BidRequest decoded =
        new SpecificDatumReader<>(BidRequest.class)
            .read(
                null,
                DecoderFactory.get().binaryDecoder(message, header, message.length - header, null));
    assertThat(decoded).isEqualTo(request);
  }

  private static BidRequest request(String id) {
    return BidRequest.newBuilder()
        .setId(new Utf8(id))
        .setEventTimestamp(Instant.parse("2026-02-03T10:15:30.123Z"))
        .setImp(List.of())
        .build();
  }
}

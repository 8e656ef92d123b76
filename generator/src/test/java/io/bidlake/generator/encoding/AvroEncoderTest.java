package io.bidlake.generator.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.funnel.Funnel;
import io.bidlake.generator.funnel.SampleFunnels;
import io.bidlake.model.BidRequest;
import io.bidlake.producer.AvroEncoder;
import io.bidlake.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class AvroEncoderTest {

  private final AvroEncoder<BidRequest> encoder = new AvroEncoder<>(BidRequest.class, 77);

  @Test
  void writesWhatAvroWritesWithoutGeneratedCoders() throws IOException {
    for (int i = 0; i < 500; i++) {
      Funnel funnel = SampleFunnels.factory(9).funnel(i, SampleFunnels.START);
      byte[] value = encoder.encode(funnel.request());

      assertThat(Arrays.copyOf(value, WireFormat.HEADER_LENGTH)).isEqualTo(WireFormat.header(77));
      assertThat(Arrays.copyOfRange(value, WireFormat.HEADER_LENGTH, value.length))
          .isEqualTo(plain(funnel.request()));
    }
  }

  private static byte[] plain(BidRequest request) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder binary = EncoderFactory.get().binaryEncoder(out, null);
    new SpecificDatumWriter<>(BidRequest.class).write(request, binary);
    binary.flush();
    return out.toByteArray();
  }
}

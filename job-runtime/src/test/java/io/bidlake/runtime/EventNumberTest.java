package io.bidlake.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventNumberTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-1, 1",
    "63, 1",
    "-64, 1",
    "64, 2",
    "-65, 2",
    "8191, 2",
    "8192, 3",
    "1770000000000, 6",
    "-1770000000000, 6",
    "9223372036854775807, 10",
    "-9223372036854775808, 10"
  })
  void readsWhatWasWrittenInFewBytes(long number, int bytes) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(8);
    EventNumber.write(number, out);
    EventNumber.write(7, out);

    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(EventNumber.read(in)).isEqualTo(number);
    assertThat(out.length()).isEqualTo(bytes + 1);
    assertThat(EventNumber.read(in)).isEqualTo(7);
  }
}

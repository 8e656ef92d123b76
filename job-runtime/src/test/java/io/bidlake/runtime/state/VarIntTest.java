package io.bidlake.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarIntTest {

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
    VarInt.write(number, out);
    VarInt.write(7, out);

    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(VarInt.read(in)).isEqualTo(number);
    assertThat(out.length()).isEqualTo(bytes + 1);
    assertThat(VarInt.read(in)).isEqualTo(7);
  }

  /** They are in the state of jobs that run. */
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "1, 02",
    "-1, 01",
    "63, 7e",
    "-64, 7f",
    "64, 8001",
    "-65, 8101",
    "8191, fe7f",
    "8192, 808001",
    "1760000000000, 8080e682b966",
    "-1760000000000, ffffe582b966",
    "-9223372036854775808, ffffffffffffffffff01",
    "9223372036854775807, feffffffffffffffff01"
  })
  void writesAndReadsTheseBytesForGood(long number, String hex) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(8);
    VarInt.write(number, out);

    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(hex);
    assertThat(VarInt.read(new DataInputDeserializer(HexFormat.of().parseHex(hex))))
        .isEqualTo(number);
  }
}

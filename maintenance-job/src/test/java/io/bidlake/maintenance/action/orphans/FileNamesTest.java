package io.bidlake.maintenance.action.orphans;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.action.FilePath;
import io.bidlake.maintenance.action.FlinkHistory;
import io.bidlake.maintenance.action.FlinkWriter;
import io.bidlake.maintenance.action.FlinkWriter.FlinkManifestName;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {

  @Test
  void containsAllThatWasAddedHoweverOften() {
    FileNames names = new FileNames();
    String[] added =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "s3://b/" + UUID.randomUUID())
            .toArray(String[]::new);

    for (int round = 0; round < 3; round++) {
      for (String location : added) {
        names.add(location);
      }
      assertThat(names.contains(added[round])).isTrue();
    }

    assertThat(added).allMatch(names::contains);
    assertThat(names.contains("s3://b/another")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "s3://b/t/f, /t/f",
    "s3a://b/t/f, /t/f",
    "s3://b//t//f/, /t/f",
    "hdfs://nn:8020/t/f, /t/f",
    "file:/t/f, /t/f",
    "file:///t/f, /t/f",
    "/t/f, /t/f",
    "/t/a:b/f, /t/a:b/f",
    "s3://b/, ''",
    "s3://b, ''",
    "/, ''",
  })
  void comparesLocationsWithoutSchemeAndAuthority(String location, String path) {
    assertThat(FilePath.of(location)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://b/t, s3a://b/t/f, true",
    "s3://b/t/, s3://b/t/f, true",
    "s3://b/t, s3://b/t2/f, false",
    "s3://b/t, s3://b/t, false",
    "s3://b/t/data, s3://b/t/f, false",
  })
  void knowsWhatIsBelowAFolder(String folder, String location, boolean below) {
    assertThat(FilePath.isBelow(folder, location)).isEqualTo(below);
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000b-00c1-00000-0-7-00001.avro, 00c1, 7",
    "0000000000000000000000000000000b-00c1-00012-3-123456-00002-some-suffix.avro, 00c1, 123456",
    "0000000000000000000000000000000b-an-operator-00000-0-7-00001.avro, an-operator, 7",
  })
  void readsTheNamesOfFlinksManifests(String name, String operator, long checkpoint) {
    FlinkWriter writer = new FlinkWriter(FlinkHistory.JOB, operator);

    assertThat(FlinkManifestName.of("s3://b/t/metadata/" + name))
        .contains(new FlinkManifestName(writer, checkpoint));
  }

  @ParameterizedTest
  @CsvSource({
    "snap-1234567890123456789-1-5a5bd3c9-b0ee-4f8b-9d3f-2c2f3a1f2a10.avro",
    "5a5bd3c9-b0ee-4f8b-9d3f-2c2f3a1f2a10-m0.avro",
    "0000000000000000000000000000000b-00c1-00000-0-7-00001.parquet",
  })
  void doesNotTakeOtherNamesForThose(String name) {
    assertThat(FlinkManifestName.of("s3://b/t/metadata/" + name)).isEmpty();
  }
}

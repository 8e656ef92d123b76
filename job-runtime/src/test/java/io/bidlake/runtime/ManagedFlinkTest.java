package io.bidlake.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedFlinkTest {

  @TempDir private Path folder;

  @Test
  void takesTheGroupOfOursFromTheRuntimeProperties() throws IOException {
    Path file =
        write(
            """
            [
              {"PropertyGroupId": "other", "PropertyMap": {"kafka.bootstrap-servers": "no:1"}},
              {"PropertyGroupId": "bidlake", "PropertyMap": {
                "kafka.bootstrap-servers": "broker:9098",
                "catalog.type": "glue"}}
            ]
            """);

    assertThat(ManagedFlink.properties(file))
        .isEqualTo(Map.of("kafka.bootstrap-servers", "broker:9098", "catalog.type", "glue"));
  }

  @Test
  void hasNoneWithoutAGroupOfOurs() throws IOException {
    assertThat(ManagedFlink.properties(write("[]"))).isEmpty();
  }

  @Test
  void hasNoneWhereThereIsNoSuchFile() {
    assertThat(ManagedFlink.properties(folder.resolve("none.json"))).isEmpty();
  }

  @Test
  void namesAFileThatItCannotRead() throws IOException {
    Path file = write("[{");

    assertThatThrownBy(() -> ManagedFlink.properties(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  private Path write(String json) throws IOException {
    return Files.writeString(folder.resolve("application_properties.json"), json);
  }
}

package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.IdeRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdeRunTest {

  @TempDir private Path lake;

  @Test
  void makesOnePassAndEnds() throws Exception {
    assertThat(IdeRun.output("maintenance-job", lake, List.of()))
        .contains("maintenance_log")
        .endsWith("exit code 0");
    assertThat(lake.resolve("debug").resolve("maintenance_log")).isDirectory();
  }
}

package io.bidlake.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.IdeRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdeRunTest {

  @TempDir private Path lake;

  @Test
  void createsItsTablesAndRunsUntilItFindsNoKafka() throws Exception {
    String output = IdeRun.output("auction-job", lake, IdeRun.NO_KAFKA);

    assertThat(output)
        .contains("JobExecutionException", "Failed to get metadata for topics")
        .endsWith("exit code 1");
    assertThat(lake.resolve("debug").resolve("hourly_bid_landscape")).isDirectory();
  }
}

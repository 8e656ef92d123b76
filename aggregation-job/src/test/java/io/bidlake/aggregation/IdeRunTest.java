package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.IdeRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdeRunTest {

  @TempDir private Path lake;

  @Test
  void createsItsTablesAndRunsUntilItFindsNoKafka() throws Exception {
    String output = IdeRun.output("aggregation-job", lake, IdeRun.NO_KAFKA);

    assertThat(output)
        .contains("JobExecutionException", "Failed to get metadata for topics")
        .endsWith("exit code 1");
    assertThat(lake.resolve("debug").resolve("rolling_metrics_by_bidder")).isDirectory();
  }
}

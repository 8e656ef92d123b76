package io.bidlake.bench.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionStartTest {

  @TempDir private Path folder;

  @Test
  void seesSparkReadyAmongWhatElseItLogs() throws IOException {
    Path log = folder.resolve("spark.log");
    assertThat(SparkCompaction.saysReady(log)).isFalse();
    Files.write(log, new byte[] {'N', 'O', 'T', ' ', 'R', 'E', 'A', 'D', 'Y', '\n', (byte) 0xc3});
    assertThat(SparkCompaction.saysReady(log)).isFalse();
    Files.writeString(log, "10:00:00 WARN x: y\nREADY\n");
    assertThat(SparkCompaction.saysReady(log)).isTrue();
  }
}

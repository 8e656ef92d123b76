package io.bidlake.bench.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinRunTest {

  @TempDir private Path temp;

  @Test
  void findsFiguresAmongWhatElseIsPrinted() throws IOException {
    Path log =
        Files.writeString(
            temp.resolve("log"),
            """
            WARNING: 2 things were not found
            began 1700000000000
            bid_requests 12
            clicks 0
            ended 1700000000500
            elapsed 0.5
            """);

    assertThat(JoinRun.told(log))
        .containsEntry("began", 1_700_000_000_000L)
        .containsEntry("ended", 1_700_000_000_500L)
        .containsEntry("bid_requests", 12L)
        .containsEntry("clicks", 0L)
        .hasSize(4);
  }
}

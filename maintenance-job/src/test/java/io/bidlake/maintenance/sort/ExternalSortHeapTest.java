package io.bidlake.maintenance.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalSortHeapTest {

  private static final int MEMORY_BYTES = 16 << 20;

  /** Without the sort's memory, the program and its class path need about half of this. */
  private static final String HEAP = "-Xmx52m";

  @TempDir private Path folder;

  @Test
  void sortsFiftyTimesItsMemoryInAHeapThatHasRoomForLittleMore() throws Exception {
    assertThat(outputOf(MEMORY_BYTES)).contains("800000 rows");
  }

  @Test
  void needsAHeapThatHoldsItsMemory() throws Exception {
    assertThat(outputOf(MEMORY_BYTES * 4)).contains("OutOfMemoryError");
  }

  private String outputOf(int memoryBytes) throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SortManyRows.class.getName(),
                "800000",
                String.valueOf(memoryBytes),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try {
      return new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      program.destroyForcibly().waitFor();
    }
  }
}

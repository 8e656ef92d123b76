package io.bidlake.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
  private static final int BYTES = 100_000;

  @TempDir private Path temp;

  @Test
  void aWriteFailsMidwayInAProcessThatIsLimited() throws Exception {
    Process writer = writer();
    Victims.limitFiles(writer.pid(), "4096");

    assertThat(write(writer)).isNotZero();
    assertThat(file()).hasSize(4096);
  }

  @Test
  void theProcessWritesAgainWhenTheLimitIsLifted() throws Exception {
    Process writer = writer();
    Victims.limitFiles(writer.pid(), "4096");
    Victims.limitFiles(writer.pid(), "unlimited");

    assertThat(write(writer)).isZero();
    assertThat(file()).hasSize(BYTES);
  }

  @Test
  void aProcessThatIsGoneNeedsNoLimit() throws Exception {
    Process writer = writer();
    write(writer);

    Victims.limitFiles(writer.pid(), "unlimited");
  }

  /** Writes a file when it is given a line, and ends. */
  private Process writer() throws IOException {
    String script = "read line; head -c " + BYTES + " /dev/zero > file";
    return new ProcessBuilder("sh", "-c", script).directory(temp.toFile()).start();
  }

  private static int write(Process writer) throws IOException, InterruptedException {
    writer.getOutputStream().write('\n');
    writer.getOutputStream().close();
    return writer.waitFor();
  }

  private Path file() {
    return temp.resolve("file");
  }
}

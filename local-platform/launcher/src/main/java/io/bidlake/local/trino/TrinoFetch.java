package io.bidlake.local.trino;

import io.bidlake.local.config.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Gets Trino from Maven's repository, with Maven.
 *
 * @param maven the program
 * @param log where its output goes
 */
public record TrinoFetch(TrinoFiles files, String maven, Path log) {
  /** What is downloaded where Maven has none of it: server, Iceberg plugin and client. */
  public static final String SIZE = "530 MB";

  /**
   * Returns when all is there.
   *
   * @throws PlatformException where it cannot be had
   */
  public void run() throws InterruptedException {
    try {
      Files.createDirectories(log.getParent());
      Process process =
          new ProcessBuilder(commandLine())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new PlatformException("its download failed, see " + log);
      }
      files.markComplete();
    } catch (IOException e) {
      throw new PlatformException("its download failed: " + e.getMessage(), e);
    }
  }

  private List<String> commandLine() {
    return List.of(maven, "-B", "--no-transfer-progress", "-f", files.pom().toString(), "package");
  }
}

package io.bidlake.local.trino;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.process.ForegroundProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.IOUtils;
import org.apache.commons.io.function.Uncheck;

/**
 * Trino's server and client, as the module {@code local-platform/trino} unpacks them.
 *
 * @param module the folder of the module
 */
public record TrinoFiles(Path module, String version) {
  /**
   * The size of the download, if Maven's local repository has none of it: server, Iceberg plugin
   * and client.
   */
  public static final String DOWNLOAD = "530 MB";

  /** The files of the version that the project is built with. */
  public static TrinoFiles of(Installation installation) {
    String version =
        Uncheck.get(() -> IOUtils.resourceToString("/trino.version", StandardCharsets.UTF_8));
    return new TrinoFiles(installation.trino(), version.strip());
  }

  public String serverClassPath() {
    return folder().resolve("lib").resolve("*").toString();
  }

  public Path plugins() {
    return folder().resolve("plugin");
  }

  public Path client() {
    return folder().resolve("client").resolve("trino-cli-" + version + "-executable.jar");
  }

  public Path pom() {
    return module.resolve("pom.xml");
  }

  /** Whether all files have been fetched. */
  public boolean complete() {
    return Files.exists(stamp());
  }

  /**
   * Fetches all files with Maven, and returns when they are there.
   *
   * @param maven the Maven executable
   * @param log where its output goes
   * @throws PlatformException if the download fails
   */
  public void fetch(String maven, Path log) throws InterruptedException {
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder download =
          new ProcessBuilder(
                  maven, "-B", "--no-transfer-progress", "-f", pom().toString(), "package")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      if (ForegroundProcess.run(download) != 0) {
        throw new PlatformException("its download failed, see " + log);
      }
      Files.writeString(stamp(), "");
    } catch (IOException e) {
      throw new PlatformException("its download failed: " + e.getMessage(), e);
    }
  }

  private Path stamp() {
    return folder().resolve("complete");
  }

  private Path folder() {
    return module.resolve("target").resolve(version);
  }
}

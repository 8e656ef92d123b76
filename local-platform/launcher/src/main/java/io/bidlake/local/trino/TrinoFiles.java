package io.bidlake.local.trino;

import io.bidlake.local.config.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * The server and the client of Trino as the module {@code local-platform/trino} unpacks them.
 *
 * @param module the folder of the module
 */
public record TrinoFiles(Path module, String version) {

  /** Those of the version that the project is built with. */
  public static TrinoFiles of(Installation installation) {
    Properties versions = new Properties();
    try (InputStream in = TrinoFiles.class.getResourceAsStream("/versions.properties")) {
      versions.load(Objects.requireNonNull(in, "versions.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TrinoFiles(
        installation.trino(), Objects.requireNonNull(versions.getProperty("trino"), "trino"));
  }

  public String serverClassPath() {
    return folder().resolve("lib").resolve("*").toString();
  }

  public Path plugins() {
    return folder().resolve("plugin");
  }

  Path client() {
    return folder().resolve("client").resolve("trino-cli-" + version + "-executable.jar");
  }

  public Path pom() {
    return module.resolve("pom.xml");
  }

  /** Whether all of it is there. */
  public boolean complete() {
    return Files.exists(stamp());
  }

  void markComplete() throws IOException {
    Files.writeString(stamp(), "");
  }

  private Path stamp() {
    return folder().resolve("complete");
  }

  private Path folder() {
    return module.resolve("target").resolve(version);
  }
}

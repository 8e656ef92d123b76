package io.bidlake.local.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** An installed JDK, as its {@code release} file describes it. */
public record Jdk(Path home, Runtime.Version version) {
  /** The environment variable that names the JDK for Trino. */
  public static final String FOR_TRINO = "TRINO_JAVA_HOME";

  /** The JDK in that folder, if there is one. */
  public static Optional<Jdk> at(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin").resolve("java"))) {
      return Optional.empty();
    }
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      values.load(reader);
      String version = values.getProperty("JAVA_VERSION", "").replace("\"", "");
      return Optional.of(new Jdk(home, Runtime.Version.parse(version)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // It has no release file, or one without a valid version.
    }
  }

  public int feature() {
    return version.feature();
  }

  @Override
  public String toString() {
    return "JDK " + version + " at " + home;
  }
}

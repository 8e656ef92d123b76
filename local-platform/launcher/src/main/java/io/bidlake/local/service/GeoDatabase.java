package io.bidlake.local.service;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The database of the places of the generator's addresses. A platform uses it unless the user has a
 * database of their own.
 */
public final class GeoDatabase {

  private static final String OWN = "GEO_DATABASE";

  private GeoDatabase() {}

  private static Path file(PlatformConfig config) {
    return config.state().data("geo").resolve("demo.mmdb");
  }

  /**
   * Lets the generator write the database.
   *
   * @throws PlatformException with the generator's own message if it cannot
   */
  public static void write(PlatformConfig config) throws InterruptedException {
    Path file = file(config);
    try {
      Files.createDirectories(file.getParent());
      GeneratorService.run(config, List.of("--write-geo-database", file.toString()));
    } catch (IOException e) {
      throw new PlatformException("cannot write %s: %s".formatted(file, e), e);
    }
  }

  /** The setting of the ingest job and of verify; none if the user's own is in the environment. */
  public static List<String> asArguments(PlatformConfig config, Map<String, String> environment) {
    Path file = file(config);
    return environment.getOrDefault(OWN, "").isBlank() && Files.exists(file)
        ? List.of("--geo.database", file.toString())
        : List.of();
  }
}

package io.bidlake.local.cli.program;

import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.config.Jdk;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.trino.JdkSearch;
import io.bidlake.local.trino.TrinoFiles;

/** Adds Trino to a platform if this machine can run it, and prints the reason if not. */
public record TrinoChoice(JdkSearch search, String maven, Screen screen) {
  private static final String LOG = "trino-fetch";

  public static TrinoChoice ofThisMachine(Screen screen) {
    return new TrinoChoice(JdkSearch.ofThisMachine(), "mvn", screen);
  }

  public PlatformConfig addTo(PlatformConfig config) throws InterruptedException {
    try {
      Jdk jdk = search.find();
      fetch(config);
      return config.withTrino(jdk);
    } catch (PlatformException e) {
      screen.line("Trino is not started: " + e.getMessage());
      return config;
    }
  }

  private void fetch(PlatformConfig config) throws InterruptedException {
    TrinoFiles files = TrinoFiles.of(config.installation());
    if (!files.complete()) {
      screen.line(
          "Fetching Trino %s: Maven downloads %s, only once ..."
              .formatted(files.version(), TrinoFiles.DOWNLOAD));
      config.state().create(); // The log of the download is written there.
      files.fetch(maven, config.state().log(LOG));
    }
  }
}

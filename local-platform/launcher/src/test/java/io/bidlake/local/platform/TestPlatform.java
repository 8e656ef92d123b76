package io.bidlake.local.platform;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import java.nio.file.Path;

/** The platform of a test: what the build has made, on free ports, in a folder of the test. */
public final class TestPlatform {
  private TestPlatform() {}

  public static PlatformConfig in(Path folder) {
    return PlatformConfig.of(
        new Installation(Path.of(System.getProperty("bidlake.home"))),
        new StateFolder(folder.resolve("state")),
        Ports.free());
  }
}

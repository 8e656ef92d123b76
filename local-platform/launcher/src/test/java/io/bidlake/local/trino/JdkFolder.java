package io.bidlake.local.trino;

import io.bidlake.local.config.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that looks like an installed JDK. */
public final class JdkFolder {
  private JdkFolder() {}

  public static Jdk in(Path home, String version) throws IOException {
    Path java = home.resolve("bin").resolve("java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "");
    if (!java.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + java + " executable");
    }
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"Some\"\nJAVA_VERSION=\"" + version + "\"\n");
    return Jdk.at(home).orElseThrow();
  }
}

package io.bidlake.bench.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import oshi.SystemInfo;

/** The version of the sources and the machine of a measurement. */
public final class Revision {

  private static final int GIT_SECONDS = 10;

  private Revision() {}

  /** The revision of the sources by {@code git describe}; a plus sign means uncommitted changes. */
  public static String ofSources() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty=+")
              .directory(Path.of(System.getProperty("bidlake.home")).toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && !name.isEmpty() ? name : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  /** Cores, memory, operating system and JDK. */
  public static String machine() {
    SystemInfo info = new SystemInfo();
    var hardware = info.getHardware();
    return "%d cores (%s), %d GiB, %s %s, Java %s"
        .formatted(
            hardware.getProcessor().getLogicalProcessorCount(),
            hardware.getProcessor().getProcessorIdentifier().getName().strip(),
            Math.round(hardware.getMemory().getTotal() / (double) (1L << 30)),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("java.version"));
  }
}

package io.bidlake.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Options of the virtual machines, chosen so that everything fits two cores and 4 GB. */
public final class JvmOptions {
  private JvmOptions() {}

  /** A busy server: fully compiled code, a collector without helper threads. */
  public static List<String> server(String heap) {
    return List.of(heap, "-XX:+UseSerialGC");
  }

  /** A server with little to do: quick compilation only, which starts sooner and takes less. */
  public static List<String> quietServer(String heap) {
    return List.of(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  }

  /** With log4j's configuration. */
  public static List<String> logging(List<String> options, Path log4j) {
    List<String> all = new ArrayList<>(options);
    all.add("-Dlog4j.configurationFile=" + log4j.toUri());
    return all;
  }
}

package io.bidlake.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Options of the virtual machines, chosen so that everything fits two cores and 4 GB. */
public final class JvmOptions {
  /** Quick compilation only, which starts sooner and takes less; no helper threads either. */
  public static final List<String> QUIET = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private JvmOptions() {}

  /** A busy server: fully compiled code, a collector without helper threads. */
  public static List<String> server(String heap) {
    return List.of(heap, "-XX:+UseSerialGC");
  }

  /** A program with little to do. */
  public static List<String> quiet(String heap) {
    return with(QUIET, heap);
  }

  /** With log4j's configuration. */
  public static List<String> logging(List<String> options, Path log4j) {
    return with(options, "-Dlog4j.configurationFile=" + log4j.toUri());
  }

  /** With more of them, which come last. */
  public static List<String> with(List<String> options, String... added) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(added));
    return all;
  }
}

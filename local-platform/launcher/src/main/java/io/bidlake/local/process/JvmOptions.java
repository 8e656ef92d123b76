package io.bidlake.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVM options, chosen so that the whole platform runs on two cores and 4 GB. */
public final class JvmOptions {
  /**
   * The C1 compiler only, for a faster start and less memory, and a collector without helper
   * threads.
   */
  public static final List<String> QUIET = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private JvmOptions() {}

  /** Options of a busy server: all compilers, and a collector without helper threads. */
  public static List<String> server(String heap) {
    return List.of(heap, "-XX:+UseSerialGC");
  }

  /** Options of a program with little to do. */
  public static List<String> quiet(String heap) {
    return with(QUIET, heap);
  }

  /** The options with a configuration of log4j. */
  public static List<String> logging(List<String> options, Path log4j) {
    return with(options, "-Dlog4j.configurationFile=" + log4j.toUri());
  }

  /** The options with more of them at the end. */
  public static List<String> with(List<String> options, String... added) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(added));
    return all;
  }
}

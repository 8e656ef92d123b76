package io.bidlake.bench.contender;

import io.bidlake.local.config.Installation;
import io.bidlake.local.process.JavaCommand;
import java.util.ArrayList;
import java.util.List;

/** Programs of the module spark, with the JVM options that Spark needs. */
public final class SparkProgram {

  private static final String MODULE = "spark";

  private SparkProgram() {}

  /** The program of a main class of the module. */
  public static JavaCommand of(Installation installation, String main) {
    List<String> options = new ArrayList<>(ProgramCandidate.VM);
    options.add("@" + installation.benchmark(MODULE).resolve("classes/jvm.options"));
    return JavaCommand.main(installation.benchmarkProgram(MODULE), main, options);
  }
}

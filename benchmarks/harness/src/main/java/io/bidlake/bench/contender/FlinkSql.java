package io.bidlake.bench.contender;

import io.bidlake.local.config.Installation;
import io.bidlake.local.flink.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Jobs of the module flink-sql, whose client needs a planner. */
public final class FlinkSql {

  private static final String MODULE = "flink-sql";
  private static final String NAME = "bench-flink-sql";

  private FlinkSql() {}

  /** The job of a main class of the module. */
  public static Job job(Installation installation, String main) {
    Path jar = installation.shadedJar("benchmarks/" + MODULE, NAME);
    return new Job(NAME, jar, List.of())
        .withClient(
            new Job.Client(
                Optional.of(main), Optional.of(installation.benchmarkClassPath(MODULE))));
  }
}

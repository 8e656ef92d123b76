package io.bidlake.bench.maintenance;

import io.bidlake.bench.contender.ProgramAttempt;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Contender;
import io.bidlake.local.flink.FlinkRest;
import io.bidlake.local.flink.FlinkRun;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A single pass of Bidlake's maintenance job, on a session cluster of new processes. */
record FlinkCompaction(Contender contender, BenchPlatform platform, RowOrder order)
    implements CompactionCandidate {

  private static final String RUNNING = "RUNNING";

  @Override
  public CompactionAttempt start(Task task) throws IOException {
    platform.startFlinkAfresh();
    JavaCommand pass = FlinkRun.maintenancePass(platform.config(), settings(task));
    Path log = platform.state().log(task.namespace());
    Process client =
        pass.withArguments(inTasks(task.parallelism(), pass.arguments()))
            .start(new ProcessIdentity(task.namespace(), platform.state().root()), log);
    FlinkRest flink = platform.flink();
    return new CompactionAttempt(
        new ProgramAttempt(client, log),
        platform::flinkProcesses,
        // The cluster is new, so this is its only job.
        () -> flink.jobs().stream().anyMatch(job -> job.state().equals(RUNNING)),
        platform::stopFlink);
  }

  /** The settings for a compaction of this table and nothing else, all in one pass, as in Spark. */
  private List<String> settings(Task task) {
    List<String> settings = new ArrayList<>();
    settings.addAll(List.of("--lake.namespace", task.namespace()));
    settings.addAll(List.of("--tables", CompactionRun.TABLE.name()));
    settings.addAll(List.of("--compaction.order", order == RowOrder.SORTED ? "table" : "none"));
    settings.addAll(List.of("--compaction.max-pass-files", "1000000"));
    for (String action : List.of("dangling-deletes", "manifests", "expire", "orphans")) {
      settings.addAll(List.of("--%s.enabled".formatted(action), "false"));
    }
    return settings;
  }

  /** The arguments of {@code flink run} with its option for the parallelism. */
  static List<String> inTasks(int parallelism, List<String> flinkRun) {
    List<String> arguments = new ArrayList<>(flinkRun);
    // After "run" and before the jar: arguments after the jar are the job's.
    arguments.addAll(1, List.of("-p", Integer.toString(parallelism)));
    return arguments;
  }
}

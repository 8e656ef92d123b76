package io.bidlake.bench.maintenance;

import io.bidlake.bench.contender.ProgramAttempt;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Contender;
import io.bidlake.local.flink.FlinkRun;
import io.bidlake.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A single pass of Bidlake's maintenance job, in a new process. It is measured with the start of
 * the process.
 */
record PassCompaction(Contender contender, BenchPlatform platform, RowOrder order)
    implements CompactionCandidate {

  @Override
  public CompactionAttempt start(Task task) throws IOException {
    Path log = platform.state().log(task.namespace());
    Process process =
        FlinkRun.maintenancePass(platform.config(), settings(task))
            .start(new ProcessIdentity(task.namespace(), platform.state().root()), log);
    return new CompactionAttempt(
        new ProgramAttempt(process, log), List::of, process::isAlive, () -> {});
  }

  /** The settings for a compaction of this table and nothing else, all in one pass, as in Spark. */
  private List<String> settings(Task task) {
    List<String> settings = new ArrayList<>();
    settings.addAll(List.of("--lake.namespace", task.namespace()));
    settings.addAll(List.of("--threads", Integer.toString(task.parallelism())));
    settings.addAll(List.of("--tables", CompactionRun.TABLE.name()));
    settings.addAll(List.of("--compaction.order", order == RowOrder.SORTED ? "table" : "none"));
    settings.addAll(List.of("--compaction.max-pass-files", "1000000"));
    for (String action : List.of("dangling-deletes", "manifests", "expire", "orphans")) {
      settings.addAll(List.of("--%s.enabled".formatted(action), "false"));
    }
    return settings;
  }
}

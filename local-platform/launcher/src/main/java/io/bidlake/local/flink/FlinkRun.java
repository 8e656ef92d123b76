package io.bidlake.local.flink;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The command lines of {@code flink run}. */
public final class FlinkRun {
  private static final String CLI = "org.apache.flink.client.cli.CliFrontend";
  private static final List<String> OPTIONS = JvmOptions.quiet("-Xmx256m");

  /** For two threads that each read and write a row group. */
  private static final List<String> PASS_OPTIONS = JvmOptions.quiet("-Xmx768m");

  private FlinkRun() {}

  /**
   * Submits a job in detached mode, from its newest snapshot if it has one.
   *
   * @param id the job's id in Flink, which rejects a second job with the same id
   */
  static JavaCommand detached(FlinkCluster cluster, Job job, RestorePoint restorePoint, String id)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", "-d"));
    arguments.add("-D$internal.pipeline.job-id=" + id);
    arguments.add("-Dexecution.checkpointing.dir=" + uri(restorePoint.checkpoints()));
    arguments.add("-Dexecution.checkpointing.savepoint-dir=" + uri(restorePoint.savepoints()));
    restorePoint
        .newest()
        // In claim mode Flink deletes the snapshot once newer checkpoints have replaced it.
        .ifPresent(path -> arguments.addAll(List.of("-s", uri(path), "-cm", "claim")));
    new TreeMap<>(job.flink()).forEach((key, value) -> arguments.add("-D" + key + "=" + value));
    job.parallelism().ifPresent(tasks -> arguments.addAll(List.of("-p", "" + tasks)));
    job.client().main().ifPresent(main -> arguments.addAll(List.of("-c", main)));
    arguments.add(job.jar().toString());
    arguments.addAll(job.arguments());
    return cluster.client(CLI, OPTIONS, job.client().libraries()).withArguments(arguments);
  }

  /** Makes one maintenance pass in the process of the client: it needs no cluster. */
  public static JavaCommand maintenancePass(PlatformConfig config, List<String> added)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.add(config.installation().shadedJar(Maintenance.MODULE).toString());
    arguments.addAll(Maintenance.passArguments(config.addresses(), added));
    return new FlinkCluster(config).terminalProgram(CLI, PASS_OPTIONS).withArguments(arguments);
  }

  /**
   * Flink's own command line. Bidlake's jobs get the addresses of the servers from the environment.
   */
  public static JavaCommand byHand(PlatformConfig config, List<String> arguments)
      throws IOException {
    return new FlinkCluster(config)
        .terminalProgram(CLI, OPTIONS)
        .withArguments(arguments)
        .withEnvironment(config.addresses().asVariables());
  }

  static String uri(Path path) {
    return "file://" + path;
  }
}

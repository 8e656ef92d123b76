package io.bidlake.local.cli.program;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.flink.FlinkCluster;
import io.bidlake.local.flink.FlinkRun;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.process.ForegroundProcess;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.process.ProcessIdentity;
import io.bidlake.local.service.GeoDatabase;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that reads from a running platform or maintains its tables. It is a process with its
 * own class path, and uses the user's terminal.
 */
public record LakeProgram(String name, JavaCommand command, PlatformConfig config) {

  /** Compares the lake with Kafka: exit code 0 if they agree, 1 if they differ. */
  public static LakeProgram verify(PlatformConfig config, List<String> added) {
    Addresses addresses = config.addresses();
    return new LakeProgram("verify", reader(config, "io.bidlake.verify.Verify", "-Xmx1g"), config)
        .with(
            List.of(
                addresses.asArguments(),
                List.of("--flink.url", addresses.flink().toString()),
                GeoDatabase.asArguments(config, System.getenv()),
                Jobs.spendArguments(System.getenv()),
                Jobs.landingArguments(System.getenv()),
                added));
  }

  /** Prints the tables, with a sample of each. */
  public static LakeProgram showTables(PlatformConfig config, List<String> added) {
    return new LakeProgram(
            "show-tables", reader(config, "io.bidlake.verify.ShowTables", "-Xmx512m"), config)
        .with(List.of(config.addresses().catalogArguments(), added));
  }

  /** Sends dead letters to their topics again. */
  public static LakeProgram redrive(PlatformConfig config, List<String> added) {
    Addresses addresses = config.addresses();
    return new LakeProgram(
            "redrive", reader(config, "io.bidlake.redrive.Redrive", "-Xmx1g"), config)
        .with(
            List.of(
                addresses.catalogArguments(),
                List.of("--kafka.bootstrap-servers", addresses.kafka()),
                added));
  }

  /** Loads files into the tables of dimensions. */
  public static LakeProgram dimensions(PlatformConfig config, List<String> added) {
    return new LakeProgram(
            "dimensions", reader(config, "io.bidlake.dimension.LoadDimensions", "-Xmx1g"), config)
        .with(List.of(config.addresses().catalogArguments(), added));
  }

  private static JavaCommand reader(PlatformConfig config, String main, String heap) {
    return JavaCommand.main(
        config.installation().program("verify"), main, List.of(heap, "-XX:+UseParallelGC"));
  }

  /**
   * Sends files of OpenRTB JSON and of notices to the topics; keeps its progress in the state
   * folder.
   */
  public static LakeProgram importFiles(PlatformConfig config, List<String> added) {
    JavaCommand command =
        JavaCommand.main(
            config.installation().program("import"),
            "io.bidlake.importer.Import",
            List.of("-Xmx1g", "-XX:+UseParallelGC"));
    String progress = config.state().data("import").resolve("progress.json").toString();
    return new LakeProgram("import", command, config)
        .with(List.of(config.addresses().asArguments(), List.of("--progress", progress), added));
  }

  /** Sends lines of JSON to a topic. */
  public static LakeProgram produce(PlatformConfig config, List<String> added) {
    JavaCommand command =
        JavaCommand.main(
            config.installation().program("import"),
            "io.bidlake.produce.Produce",
            JvmOptions.quiet("-Xmx256m"));
    return new LakeProgram("produce", command, config)
        .with(List.of(config.addresses().eventArguments(), added));
  }

  /** Opens an SQL prompt, or runs the given statements. */
  public static LakeProgram sql(PlatformConfig config, List<String> added) throws IOException {
    List<String> options =
        Stream.concat(FlinkCluster.jdkOptions().stream(), JvmOptions.quiet("-Xmx1g").stream())
            .toList();
    JavaCommand command =
        JavaCommand.main(config.installation().program("sql"), "io.bidlake.sql.Sql", options);
    return new LakeProgram("sql", command, config)
        .with(List.of(config.addresses().catalogArguments(), added));
  }

  /** Runs one maintenance pass over the tables: exit code 0 when the pass has completed. */
  public static LakeProgram maintain(PlatformConfig config, List<String> added) throws IOException {
    return new LakeProgram("maintain", FlinkRun.maintenancePass(config, added), config);
  }

  /** Flink's own command line, for jobs in addition to the platform's own. */
  public static LakeProgram flink(PlatformConfig config, List<String> arguments)
      throws IOException {
    return new LakeProgram("flink", FlinkRun.byHand(config, arguments), config);
  }

  /** Benchmarks Bidlake and its alternatives, on servers of its own. */
  public static LakeProgram bench(PlatformConfig config, List<String> arguments) {
    List<String> options =
        JvmOptions.with(
            JvmOptions.server("-Xmx512m"), "-Dbidlake.home=" + config.installation().root());
    JavaCommand command =
        JavaCommand.main(
            config.installation().benchmarkProgram("harness"), "io.bidlake.bench.Bench", options);
    return new LakeProgram("bench", command, config).with(List.of(arguments));
  }

  /** A copy with these arguments, and with the secret keys of the catalog in its environment. */
  private LakeProgram with(List<List<String>> arguments) {
    JavaCommand whole =
        command
            .withArguments(arguments.stream().flatMap(List::stream).toList())
            .withEnvironment(config.addresses().catalogSecrets());
    return new LakeProgram(name, whole, config);
  }

  public ProcessBuilder process() {
    ProcessBuilder builder =
        new ProcessBuilder(command.commandLine(new ProcessIdentity(name, config.state().root())));
    builder.environment().putAll(command.environment());
    return builder;
  }

  /** Runs the program to its end in the user's terminal and returns its exit code. */
  public int run() throws IOException, InterruptedException {
    return ForegroundProcess.runInTerminal(process());
  }
}

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that reads from a running platform or maintains its tables. It is a process with its
 * own class path, and uses the user's terminal.
 */
public record LakeProgram(String name, JavaCommand command, PlatformConfig config) {

  private static final List<String> BUSY = List.of("-Xmx1g", "-XX:+UseParallelGC");

  /** Compares the lake with Kafka: exit code 0 if they agree, 1 if they differ. */
  public static LakeProgram verify(PlatformConfig config, List<String> added) {
    Addresses addresses = config.addresses();
    Map<String, String> environment = System.getenv();
    return program("verify", "verify", "io.bidlake.verify.Verify", BUSY, config)
        .with(
            addresses.asArguments(),
            List.of("--flink.url", addresses.flink().toString()),
            GeoDatabase.asArguments(config, environment),
            Jobs.spendArguments(environment),
            Jobs.landingArguments(environment),
            added);
  }

  /** Prints the tables, with a sample of each. */
  public static LakeProgram showTables(PlatformConfig config, List<String> added) {
    List<String> options = List.of("-Xmx512m", "-XX:+UseParallelGC");
    return program("show-tables", "verify", "io.bidlake.verify.ShowTables", options, config)
        .with(config.addresses().catalogArguments(), added);
  }

  /** Sends dead letters to their topics again. */
  public static LakeProgram redrive(PlatformConfig config, List<String> added) {
    Addresses addresses = config.addresses();
    return program("redrive", "verify", "io.bidlake.redrive.Redrive", BUSY, config)
        .with(
            addresses.catalogArguments(),
            List.of("--kafka.bootstrap-servers", addresses.kafka()),
            added);
  }

  /** Loads files into the tables of dimensions. */
  public static LakeProgram dimensions(PlatformConfig config, List<String> added) {
    return program("dimensions", "verify", "io.bidlake.dimension.LoadDimensions", BUSY, config)
        .with(config.addresses().catalogArguments(), added);
  }

  /**
   * Sends files of OpenRTB JSON and of notices to the topics; keeps its progress in the state
   * folder.
   */
  public static LakeProgram importFiles(PlatformConfig config, List<String> added) {
    String progress = config.state().data("import").resolve("progress.json").toString();
    return program("import", "import", "io.bidlake.importer.Import", BUSY, config)
        .with(config.addresses().asArguments(), List.of("--progress", progress), added);
  }

  /** Sends lines of JSON to a topic. */
  public static LakeProgram produce(PlatformConfig config, List<String> added) {
    List<String> options = JvmOptions.quiet("-Xmx256m");
    return program("produce", "import", "io.bidlake.produce.Produce", options, config)
        .with(config.addresses().eventArguments(), added);
  }

  /** Opens an SQL prompt, or runs the given statements. */
  public static LakeProgram sql(PlatformConfig config, List<String> added) throws IOException {
    List<String> options = new ArrayList<>(FlinkCluster.jdkOptions());
    options.addAll(JvmOptions.quiet("-Xmx1g"));
    return program("sql", "sql", "io.bidlake.sql.Sql", options, config)
        .with(config.addresses().catalogArguments(), added);
  }

  private static LakeProgram program(
      String name, String module, String main, List<String> options, PlatformConfig config) {
    String classPath = config.installation().program(module);
    return new LakeProgram(name, JavaCommand.main(classPath, main, options), config);
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
    return new LakeProgram("bench", command, config).with(arguments);
  }

  /** A copy with these arguments, and with the secret keys of the catalog in its environment. */
  @SafeVarargs
  private LakeProgram with(List<String>... arguments) {
    List<String> all = new ArrayList<>();
    for (List<String> some : arguments) {
      all.addAll(some);
    }
    JavaCommand whole =
        command.withArguments(all).withEnvironment(config.addresses().catalogSecrets());
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

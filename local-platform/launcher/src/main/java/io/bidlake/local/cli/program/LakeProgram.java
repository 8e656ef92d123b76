package io.bidlake.local.cli.program;

import io.bidlake.local.cli.screen.Screen;
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
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that reads from a running platform or maintains its tables. It is a process with its
 * own class path, and uses the user's terminal.
 */
public record LakeProgram(String name, JavaCommand command, PlatformConfig config) {

  /** Compares the lake with Kafka: exit code 0 if they agree, 1 if they differ. */
  public static LakeProgram verify(PlatformConfig config, List<String> added) {
    List<String> arguments = new ArrayList<>(config.addresses().asArguments());
    arguments.addAll(List.of("--flink.url", config.addresses().flink().toString()));
    arguments.addAll(GeoDatabase.asArguments(config, System.getenv()));
    arguments.addAll(Jobs.spendArguments(System.getenv()));
    arguments.addAll(Jobs.landingArguments(System.getenv()));
    return of(
        "verify", main(config, "io.bidlake.verify.Verify", "-Xmx1g"), arguments, added, config);
  }

  /** Prints the tables, with a sample of each. */
  public static LakeProgram showTables(PlatformConfig config, List<String> added) {
    JavaCommand command = main(config, "io.bidlake.verify.ShowTables", "-Xmx512m");
    return of("show-tables", command, config.addresses().catalogArguments(), added, config);
  }

  /** Sends dead letters to their topics again. */
  public static LakeProgram redrive(PlatformConfig config, List<String> added) {
    List<String> arguments = new ArrayList<>(config.addresses().catalogArguments());
    arguments.addAll(List.of("--kafka.bootstrap-servers", config.addresses().kafka()));
    JavaCommand command = main(config, "io.bidlake.redrive.Redrive", "-Xmx1g");
    return of("redrive", command, arguments, added, config);
  }

  /** Loads files into the tables of dimensions. */
  public static LakeProgram dimensions(PlatformConfig config, List<String> added) {
    JavaCommand command = main(config, "io.bidlake.dimension.LoadDimensions", "-Xmx1g");
    return of("dimensions", command, config.addresses().catalogArguments(), added, config);
  }

  /**
   * Sends files of OpenRTB JSON and of notices to the topics; keeps its progress in the state
   * folder.
   */
  public static LakeProgram importFiles(PlatformConfig config, List<String> added) {
    List<String> arguments = new ArrayList<>(config.addresses().asArguments());
    Path progress = config.state().data("import").resolve("progress.json");
    arguments.addAll(List.of("--progress", progress.toString()));
    JavaCommand command =
        JavaCommand.main(
            config.installation().importClassPath(),
            "io.bidlake.importer.Import",
            List.of("-Xmx1g", "-XX:+UseParallelGC"));
    return of("import", command, arguments, added, config);
  }

  /** Sends lines of JSON to a topic. */
  public static LakeProgram produce(PlatformConfig config, List<String> added) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--kafka.bootstrap-servers", config.addresses().kafka()));
    arguments.addAll(
        List.of("--schema-registry.url", config.addresses().schemaRegistry().toString()));
    JavaCommand command =
        JavaCommand.main(
            config.installation().importClassPath(),
            "io.bidlake.produce.Produce",
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    return of("produce", command, arguments, added, config);
  }

  /** Opens an SQL prompt, or runs the given statements. */
  public static LakeProgram sql(PlatformConfig config, List<String> added) throws IOException {
    List<String> options = new ArrayList<>(FlinkCluster.jdkOptions());
    options.addAll(JvmOptions.quiet("-Xmx1g"));
    JavaCommand command =
        JavaCommand.main(config.installation().sqlClassPath(), "io.bidlake.sql.Sql", options);
    return of("sql", command, config.addresses().catalogArguments(), added, config);
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
    return of("bench", command, List.of(), arguments, config);
  }

  private static JavaCommand main(PlatformConfig config, String main, String heap) {
    List<String> options = List.of(heap, "-XX:+UseParallelGC");
    return JavaCommand.main(config.installation().verifyClassPath(), main, options);
  }

  private static LakeProgram of(
      String name,
      JavaCommand command,
      List<String> arguments,
      List<String> added,
      PlatformConfig config) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(added);
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

  /** Runs a program of {@code flink run} in the user's terminal and returns its exit code. */
  public int runInFlink() throws IOException, InterruptedException {
    return ForegroundProcess.runInTerminal(
        process().inheritIO().redirectOutput(Redirect.PIPE),
        process -> new FlinkOutput(process.inputReader()).copyTo(Screen.standard().stream()));
  }
}

package io.bidlake.local.cli;

import io.bidlake.local.PlatformConfig;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ProcessIdentity;
import io.bidlake.local.service.FlinkCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that looks at a running platform. Each is a process with a class path of its own, and
 * has the user's terminal while it runs.
 */
record LakeProgram(String name, JavaCommand command, PlatformConfig config) {

  /** Proves the lake right: exit code 0, or 1 where it differs from Kafka. */
  static LakeProgram verify(PlatformConfig config, List<String> added) {
    List<String> arguments = new ArrayList<>(config.addresses().asArguments());
    arguments.addAll(List.of("--flink.url", config.addresses().flink().toString()));
    return of(
        "verify", main(config, "io.bidlake.verify.Verify", "-Xmx1g"), arguments, added, config);
  }

  /** Prints the tables with a sample of each. */
  static LakeProgram showTables(PlatformConfig config, List<String> added) {
    JavaCommand command = main(config, "io.bidlake.verify.ShowTables", "-Xmx512m");
    return of("show-tables", command, config.addresses().catalogArguments(), added, config);
  }

  /** A prompt for SQL, or the statements that are given. */
  static LakeProgram sql(PlatformConfig config, List<String> added) throws IOException {
    List<String> options = new ArrayList<>(FlinkCluster.jdkOptions());
    options.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    JavaCommand command =
        JavaCommand.main(config.installation().sqlClassPath(), "io.bidlake.sql.Sql", options);
    return of("sql", command, config.addresses().catalogArguments(), added, config);
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
    return new LakeProgram(name, command.withArguments(all), config);
  }

  ProcessBuilder process() {
    return new ProcessBuilder(
        command.commandLine(new ProcessIdentity(name, config.state().root())));
  }

  /** Runs the program to its end in the user's terminal and returns its exit code. */
  int run() throws IOException, InterruptedException {
    Process process = process().inheritIO().start();
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }
}

package io.bidlake.local.flink;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.process.Template;
import io.bidlake.local.process.ToolProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.io.IOUtils;

/**
 * What JobManager, TaskManager and the {@code flink} command share: the class path and config.yaml.
 */
public final class FlinkCluster {
  private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";

  private final PlatformConfig config;
  private final Map<String, Memory> memory = new ConcurrentHashMap<>();

  public FlinkCluster(PlatformConfig config) {
    this.config = config;
  }

  /** Writes the config.yaml that every process of the cluster reads. */
  public void writeConfiguration(int rpcPort) throws IOException {
    Path data = config.state().data("flink");
    Path scratch = config.state().scratch("flink");
    memory.clear();
    for (String folder : List.of("web", "tmp", "blobs")) {
      Files.createDirectories(scratch.resolve(folder));
    }
    new Template("flink/config.yaml", "flink/session.yaml", "flink-config.yaml")
        .write(
            conf().resolve("config.yaml"),
            Map.of(
                "jobmanager.rpc.port", Integer.toString(rpcPort),
                "rest.port", Integer.toString(config.ports().of(PortSetting.FLINK)),
                "taskmanager.memory", config.taskManagerMemory().size(),
                "taskmanager.managed", config.taskManagerMemory().managed(),
                "scratch", scratch.toString(),
                "data.uri", "file://" + data));
    new Template("log4j2-server.properties").write(logging(), Map.of());
    new Template("log4j2-terminal.properties").write(terminalLogging(), Map.of());
  }

  /** The command that runs one of Flink's main classes, with the JVM options that Flink needs. */
  public JavaCommand command(String main, List<String> options) throws IOException {
    return client(main, options, Optional.empty());
  }

  /** The command for a client, with libraries that the cluster itself does not need. */
  public JavaCommand client(String main, List<String> options, Optional<String> libraries)
      throws IOException {
    String own = config.installation().program("flink");
    String classPath = libraries.map(more -> own + File.pathSeparator + more).orElse(own);
    return program(classPath, main, JvmOptions.logging(options, logging()));
  }

  /**
   * The command that runs one of Flink's main classes in the user's terminal, for a running
   * cluster. Its log does not go to the terminal.
   */
  public JavaCommand terminalProgram(String main, List<String> options) throws IOException {
    return program(
        config.installation().program("flink"),
        main,
        JvmOptions.logging(options, terminalLogging()));
  }

  private JavaCommand program(String classPath, String main, List<String> options)
      throws IOException {
    List<String> all = new ArrayList<>(options);
    all.addAll(jdkOptions());
    return JavaCommand.main(classPath, main, all)
        .withEnvironment(config.addresses().catalogSecrets())
        .withEnvironment(Map.of("FLINK_CONF_DIR", conf().toString()));
  }

  /** The arguments of a server of the cluster: config.yaml, its memory and its port for metrics. */
  List<String> arguments(Memory memory, PortSetting metrics) {
    List<String> arguments = new ArrayList<>(List.of("-c", conf().toString()));
    arguments.addAll(memory.parameters());
    arguments.addAll(List.of("-D", "metrics.reporter.prom.port=" + config.ports().of(metrics)));
    if (config.ports().debugger().isPresent()) {
      // A TaskManager that stops at a breakpoint sends no heartbeats: it must not time out.
      arguments.addAll(List.of("-D", "heartbeat.timeout=1d"));
      if (metrics == PortSetting.JOBMANAGER_METRICS) {
        // Nor does it answer RPCs. Only the JobManager gets the long timeout: the TaskManager's own
        // RPCs must still time out when the JobManager is gone.
        arguments.addAll(List.of("-D", "pekko.ask.timeout=1d"));
      }
    }
    return arguments;
  }

  Path conf() {
    return config.state().conf("flink");
  }

  /**
   * Flink's division of the process memory. It is computed once per configuration, so that a server
   * that has died restarts quickly.
   */
  Memory memory(String command) throws IOException {
    Memory known = memory.get(command);
    if (known == null) {
      known = divide(command);
      memory.put(command, known);
    }
    return known;
  }

  private Memory divide(String command) throws IOException {
    JavaCommand tool =
        command("org.apache.flink.runtime.util.bash.BashJavaUtils", JvmOptions.quiet("-Xmx128m"))
            .withArguments(List.of(command, "--configDir", conf().toString()));
    String name = command.toLowerCase(Locale.ROOT).replace('_', '-');
    List<List<String>> results =
        ToolProcess.run(name, tool, config.state()).stream()
            .filter(line -> line.startsWith(RESULT))
            .map(line -> words(line.substring(RESULT.length())))
            .toList();
    if (results.size() != 2) {
      throw new PlatformException(
          name + " must give 2 results, was " + results.size() + ", see " + config.state().logs());
    }
    return new Memory(results.get(0), results.get(1));
  }

  /** JVM options, and {@code -D} parameters of the program. */
  record Memory(List<String> options, List<String> parameters) {}

  private Path logging() {
    return conf().resolve("log4j2.properties");
  }

  private Path terminalLogging() {
    return conf().resolve("log4j2-terminal.properties");
  }

  /** The JVM options that Flink needs, in a cluster and wherever else it runs. */
  public static List<String> jdkOptions() throws IOException {
    return words(IOUtils.resourceToString("/flink-jvm.options", StandardCharsets.UTF_8));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}

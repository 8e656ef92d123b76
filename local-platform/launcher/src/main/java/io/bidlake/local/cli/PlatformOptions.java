package io.bidlake.local.cli;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.config.TaskManagerMemory;
import io.bidlake.local.platform.PlatformLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that all commands share: where the state is, and the ports. */
public final class PlatformOptions {
  private static final String PORT = "PORT";

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description = "Where data and logs are kept (or BIDLAKE_STATE; default .bidlake).")
  private Path state;

  @Option(names = "--kafka-port", paramLabel = PORT, description = "Kafka (or KAFKA_PORT; 29092).")
  private String kafkaPort;

  @Option(
      names = "--schema-registry-port",
      paramLabel = PORT,
      description = "Schema registry (or SCHEMA_REGISTRY_PORT; 8082).")
  private String schemaRegistryPort;

  @Option(names = "--s3-port", paramLabel = PORT, description = "S3 (or S3_PORT; 9000).")
  private String s3Port;

  @Option(
      names = "--iceberg-rest-port",
      paramLabel = PORT,
      description = "Iceberg REST catalog (or ICEBERG_REST_PORT; 8181).")
  private String icebergRestPort;

  @Option(
      names = "--flink-port",
      paramLabel = PORT,
      description = "Flink REST API and Web UI (or FLINK_PORT; 8081).")
  private String flinkPort;

  @Option(names = "--trino-port", paramLabel = PORT, description = "Trino (or TRINO_PORT; 8080).")
  private String trinoPort;

  @Option(
      names = "--kafka-metrics-port",
      paramLabel = PORT,
      description = "Kafka's metrics (or KAFKA_METRICS_PORT; 9404).")
  private String kafkaMetricsPort;

  @Option(
      names = "--jobmanager-metrics-port",
      paramLabel = PORT,
      description = "The JobManager's metrics (or JOBMANAGER_METRICS_PORT; 9249).")
  private String jobManagerMetricsPort;

  @Option(
      names = "--taskmanager-metrics-port",
      paramLabel = PORT,
      description = "The TaskManager's metrics (or TASKMANAGER_METRICS_PORT; 9250).")
  private String taskManagerMetricsPort;

  /** What a command that starts the platform needs. */
  PlatformConfig config() {
    return PlatformConfig.of(
            installation(), stateFolder(), Ports.resolve(options(), System.getenv()))
        .withTaskManagerMemory(TaskManagerMemory.of(System.getenv()));
  }

  /**
   * The configuration of what runs now: {@code up}, or else a demo; by settings if neither does.
   */
  public PlatformConfig running() {
    PlatformConfig config = config();
    StateFolder demo = config.state().demo();
    boolean demoOnly =
        PlatformLock.holder(config.state()).isEmpty() && PlatformLock.holder(demo).isPresent();
    return (demoOnly ? PlatformConfig.of(config.installation(), demo, config.ports()) : config)
        .asPublished();
  }

  /** The same options for another process of this command. */
  List<String> asArguments() {
    List<String> arguments = new ArrayList<>(List.of("--state", stateFolder().root().toString()));
    options().forEach((setting, value) -> arguments.addAll(List.of(setting.option(), value)));
    return arguments;
  }

  private Map<PortSetting, String> options() {
    Map<PortSetting, String> options = new EnumMap<>(PortSetting.class);
    put(options, PortSetting.KAFKA, kafkaPort);
    put(options, PortSetting.SCHEMA_REGISTRY, schemaRegistryPort);
    put(options, PortSetting.S3, s3Port);
    put(options, PortSetting.ICEBERG_REST, icebergRestPort);
    put(options, PortSetting.FLINK, flinkPort);
    put(options, PortSetting.TRINO, trinoPort);
    put(options, PortSetting.KAFKA_METRICS, kafkaMetricsPort);
    put(options, PortSetting.JOBMANAGER_METRICS, jobManagerMetricsPort);
    put(options, PortSetting.TASKMANAGER_METRICS, taskManagerMetricsPort);
    return options;
  }

  private static void put(Map<PortSetting, String> options, PortSetting setting, String value) {
    if (value != null) {
      options.put(setting, value);
    }
  }

  private StateFolder stateFolder() {
    String variable = System.getenv("BIDLAKE_STATE");
    if (state != null) {
      return new StateFolder(state);
    }
    return new StateFolder(
        variable == null || variable.isBlank()
            ? installation().root().resolve(".bidlake")
            : Path.of(variable));
  }

  private static Installation installation() {
    String home = System.getProperty("bidlake.home");
    if (home == null) {
      throw new PlatformException("bidlake.home must be the project's folder; start ./bidlake");
    }
    return new Installation(Path.of(home));
  }
}

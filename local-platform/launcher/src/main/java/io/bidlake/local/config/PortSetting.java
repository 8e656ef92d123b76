package io.bidlake.local.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The configurable ports of the servers. Environment variables, options, help, checks and addresses
 * are all derived from this list. {@code S3}, for example, is set by {@code S3_PORT} or {@code
 * --s3-port}.
 */
public enum PortSetting {
  KAFKA(ServiceName.KAFKA, 29092, "Kafka", "127.0.0.1:%d"),
  SCHEMA_REGISTRY(
      ServiceName.SCHEMA_REGISTRY, 8082, "Schema registry", "http://127.0.0.1:%d/apis/ccompat/v7"),
  S3(ServiceName.S3, 9000, "S3", "http://127.0.0.1:%d"),
  ICEBERG_REST(ServiceName.ICEBERG_REST, 8181, "Iceberg REST catalog", "http://127.0.0.1:%d"),
  FLINK(ServiceName.FLINK_JOBMANAGER, 8081, "Flink REST API and Web UI", "http://127.0.0.1:%d"),
  TRINO(ServiceName.TRINO, 8080, "Trino", "http://127.0.0.1:%d"),
  KAFKA_METRICS(ServiceName.KAFKA, 9404, "Kafka's metrics", "http://127.0.0.1:%d/metrics"),
  JOBMANAGER_METRICS(
      ServiceName.FLINK_JOBMANAGER,
      9249,
      "The JobManager's metrics",
      "http://127.0.0.1:%d/metrics"),
  TASKMANAGER_METRICS(
      ServiceName.FLINK_TASKMANAGER,
      9250,
      "The TaskManager's metrics",
      "http://127.0.0.1:%d/metrics");

  private final ServiceName service;
  private final int defaultPort;
  private final String title;
  private final String address;

  PortSetting(ServiceName service, int defaultPort, String title, String address) {
    this.service = service;
    this.defaultPort = defaultPort;
    this.title = title;
    this.address = address;
  }

  public ServiceName service() {
    return service;
  }

  /** The environment variable that sets it. */
  public String variable() {
    return name() + "_PORT";
  }

  /** The environment variables of all ports, separated by commas. */
  public static String variables() {
    return Arrays.stream(values()).map(PortSetting::variable).collect(Collectors.joining(", "));
  }

  /** The command line option that sets it. */
  public String option() {
    return "--" + variable().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public int defaultPort() {
    return defaultPort;
  }

  /** The option's description in the help. */
  public String description() {
    return "%s (or %s; %d).".formatted(title, variable(), defaultPort);
  }

  /** The address for clients, or of the metrics for Prometheus, when the server has this port. */
  public String address(int port) {
    return address.formatted(port);
  }

  /** Whether the port serves metrics for Prometheus. */
  public boolean servesMetrics() {
    return address.endsWith("/metrics");
  }
}

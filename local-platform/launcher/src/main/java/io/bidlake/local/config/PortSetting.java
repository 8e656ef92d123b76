package io.bidlake.local.config;

/** A port that the user can choose: its environment variable, its option and its default. */
public enum PortSetting {
  KAFKA(ServiceName.KAFKA, "KAFKA_PORT", "--kafka-port", 29092),
  SCHEMA_REGISTRY(
      ServiceName.SCHEMA_REGISTRY, "SCHEMA_REGISTRY_PORT", "--schema-registry-port", 8082),
  S3(ServiceName.S3, "S3_PORT", "--s3-port", 9000),
  ICEBERG_REST(ServiceName.ICEBERG_REST, "ICEBERG_REST_PORT", "--iceberg-rest-port", 8181),
  FLINK(ServiceName.FLINK_JOBMANAGER, "FLINK_PORT", "--flink-port", 8081),
  TRINO(ServiceName.TRINO, "TRINO_PORT", "--trino-port", 8080),
  KAFKA_METRICS(ServiceName.KAFKA, "KAFKA_METRICS_PORT", "--kafka-metrics-port", 9404),
  JOBMANAGER_METRICS(
      ServiceName.FLINK_JOBMANAGER, "JOBMANAGER_METRICS_PORT", "--jobmanager-metrics-port", 9249),
  TASKMANAGER_METRICS(
      ServiceName.FLINK_TASKMANAGER,
      "TASKMANAGER_METRICS_PORT",
      "--taskmanager-metrics-port",
      9250);

  private final ServiceName service;
  private final String variable;
  private final String option;
  private final int defaultPort;

  PortSetting(ServiceName service, String variable, String option, int defaultPort) {
    this.service = service;
    this.variable = variable;
    this.option = option;
    this.defaultPort = defaultPort;
  }

  public ServiceName service() {
    return service;
  }

  public String variable() {
    return variable;
  }

  public String option() {
    return option;
  }

  public int defaultPort() {
    return defaultPort;
  }
}

package io.bidlake.local.config;

/** The services of the platform, with the same names as in Docker Compose. */
public enum ServiceName {
  KAFKA("kafka"),
  SCHEMA_REGISTRY("schema-registry"),
  S3("s3"),
  ICEBERG_REST("iceberg-rest"),
  FLINK_JOBMANAGER("flink-jobmanager"),
  FLINK_TASKMANAGER("flink-taskmanager"),
  TRINO("trino"),
  MOCK_DATA_GEN("mock-data-gen");

  private final String text;

  ServiceName(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}

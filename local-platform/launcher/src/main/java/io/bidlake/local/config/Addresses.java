package io.bidlake.local.config;

import io.bidlake.settings.Secrets;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses of a platform's servers, and the settings with which a client reaches the lake. */
public record Addresses(Ports ports, S3Settings s3Settings) {
  /** The address of the server on a port. */
  public URI uri(PortSetting port) {
    return URI.create(port.address(ports.of(port)));
  }

  /** The address of a service for users, clients and debuggers; empty for a service without one. */
  public String of(ServiceName service) {
    if (service == ServiceName.FLINK_TASKMANAGER && ports.debugger().isPresent()) {
      return debugger() + " (debugger)";
    }
    return Arrays.stream(PortSetting.values())
        .filter(port -> port.service() == service && !port.servesMetrics())
        .map(port -> port.address(ports.of(port)))
        .findFirst()
        .orElse("");
  }

  /**
   * The address at which a debugger attaches to the TaskManager; only if there is a port for it.
   */
  public String debugger() {
    return "127.0.0.1:" + ports.debugger().orElseThrow();
  }

  /** Kafka's bootstrap servers. */
  public String kafka() {
    return of(ServiceName.KAFKA);
  }

  /** The registry's Confluent-compatible API. */
  public URI schemaRegistry() {
    return uri(PortSetting.SCHEMA_REGISTRY);
  }

  /** Flink's REST API and Web UI. */
  public URI flink() {
    return uri(PortSetting.FLINK);
  }

  /**
   * Iceberg's catalog properties, without the prefix {@code catalog.} that Bidlake's settings have.
   */
  public Map<String, String> catalogProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("type", "rest");
    properties.put("uri", uri(PortSetting.ICEBERG_REST).toString());
    properties.putAll(storageProperties());
    return properties;
  }

  /** The catalog properties for storage: the warehouse, the FileIO and the S3 client. */
  public Map<String, String> storageProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("warehouse", s3Settings.warehouse());
    properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    properties.put("s3.endpoint", uri(PortSetting.S3).toString());
    properties.put("s3.path-style-access", "true");
    properties.put("s3.access-key-id", s3Settings.accessKey());
    properties.put("s3.secret-access-key", s3Settings.secretKey());
    properties.put("client.region", s3Settings.region());
    return properties;
  }

  /** Arguments with the addresses of the servers, for a job or another program of Bidlake. */
  public List<String> asArguments() {
    return Stream.of(eventArguments(), catalogArguments()).flatMap(List::stream).toList();
  }

  /** Arguments with the addresses of Kafka and of the schema registry. */
  public List<String> eventArguments() {
    return List.of(
        "--kafka.bootstrap-servers", kafka(), "--schema-registry.url", schemaRegistry().toString());
  }

  /** Arguments with the catalog properties, without the secret keys. */
  public List<String> catalogArguments() {
    return catalogProperties().entrySet().stream()
        .filter(property -> !Secrets.isSecret(property.getKey()))
        .flatMap(property -> Stream.of("--catalog." + property.getKey(), property.getValue()))
        .toList();
  }

  /**
   * The secret keys as environment variables: the arguments of a process are visible to every user,
   * and programs log them.
   */
  public Map<String, String> catalogSecrets() {
    return catalogVariables(Secrets::isSecret);
  }

  /**
   * All settings as environment variables, secret keys included, for a job whose arguments the user
   * gives.
   */
  public Map<String, String> asVariables() {
    Map<String, String> variables = new HashMap<>(catalogVariables(property -> true));
    variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka());
    variables.put("SCHEMA_REGISTRY_URL", schemaRegistry().toString());
    return variables;
  }

  private Map<String, String> catalogVariables(Predicate<String> properties) {
    return catalogProperties().entrySet().stream()
        .filter(property -> properties.test(property.getKey()))
        .collect(
            Collectors.toMap(
                property ->
                    "CATALOG_"
                        + property
                            .getKey()
                            .toUpperCase(Locale.ROOT)
                            .replace("-", "__")
                            .replace('.', '_'),
                Map.Entry::getValue));
  }
}

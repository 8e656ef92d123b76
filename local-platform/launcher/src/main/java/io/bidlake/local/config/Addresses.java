package io.bidlake.local.config;

import io.bidlake.settings.Secrets;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the servers of a platform answer, and how a client reaches the lake. */
public record Addresses(Ports ports, S3Settings s3Settings) {
  /** Where a client finds what is served on a port. */
  public URI uri(PortSetting port) {
    return URI.create(port.address(ports.of(port)));
  }

  /** Where people, clients and debuggers find a service, empty when nobody needs to. */
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

  /** Where a debugger attaches to the TaskManager, where there is a port for it. */
  public String debugger() {
    return "127.0.0.1:" + ports.debugger().orElseThrow();
  }

  /** Kafka's bootstrap servers. */
  public String kafka() {
    return of(ServiceName.KAFKA);
  }

  /** The registry's Confluent API, as clients want it. */
  public URI schemaRegistry() {
    return uri(PortSetting.SCHEMA_REGISTRY);
  }

  /** Flink's REST API and Web UI. */
  public URI flink() {
    return uri(PortSetting.FLINK);
  }

  /** Iceberg's catalog properties, without the {@code catalog.} of our own settings. */
  public Map<String, String> catalogProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("type", "rest");
    properties.put("uri", uri(PortSetting.ICEBERG_REST).toString());
    properties.putAll(storageProperties());
    return properties;
  }

  /** The part of the catalog properties that says where table files lie and how to read them. */
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

  /** The settings that tell a job, or a program of ours, where the servers are. */
  public List<String> asArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--kafka.bootstrap-servers", kafka()));
    arguments.addAll(List.of("--schema-registry.url", schemaRegistry().toString()));
    arguments.addAll(catalogArguments());
    return arguments;
  }

  /** The settings that tell a program of ours where the tables are; the keys are apart. */
  public List<String> catalogArguments() {
    return catalogProperties().entrySet().stream()
        .filter(property -> !Secrets.isSecret(property.getKey()))
        .flatMap(property -> Stream.of("--catalog." + property.getKey(), property.getValue()))
        .toList();
  }

  /**
   * The keys as variables for a program of ours: everybody sees the arguments of a process, and
   * programs log them.
   */
  public Map<String, String> catalogSecrets() {
    return catalogVariables(Secrets::isSecret);
  }

  /** All settings as variables, keys included, for a job whose arguments are the user's. */
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

package io.bidlake.local.service;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.Probe;
import io.bidlake.local.trino.TrinoFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Trino over the lake, with the same settings and catalog as in the container. */
public record TrinoService(PlatformConfig config, TrinoFiles files) implements Service {
  private static final String MAIN = "io.trino.server.TrinoServer";

  public TrinoService(PlatformConfig config) {
    this(config, TrinoFiles.of(config.installation()));
  }

  @Override
  public ServiceName name() {
    return ServiceName.TRINO;
  }

  @Override
  public JavaCommand prepare() throws IOException {
    Path home =
        config
            .trino()
            .orElseThrow(() -> new PlatformException("trino needs a JDK, was given none"))
            .home();
    List<String> options = new ArrayList<>(jvmOptions());
    options.addAll(properties());
    return JavaCommand.main(files.serverClassPath(), MAIN, options)
        .withHome(home)
        .withEnvironment(environment());
  }

  private List<String> jvmOptions() throws IOException {
    return Files.readAllLines(config.installation().deployed("trino/jvm.config")).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** The properties that differ from those in the container; they override config.properties. */
  private List<String> properties() {
    Path conf = config.installation().deployed("trino");
    return List.of(
        "-Dconfig=" + conf.resolve("config.properties"),
        "-Dcatalog.config-dir=" + conf.resolve("catalog"),
        "-Dplugin.dir=" + files.plugins(),
        "-Dnode.environment=local",
        "-Dnode.id=local",
        "-Dnode.bind-ip=127.0.0.1",
        "-Dnode.internal-address=127.0.0.1",
        "-Dnode.data-dir=" + config.state().scratch("trino"),
        "-Dhttp-server.http.port=" + config.ports().of(PortSetting.TRINO),
        "-Ddiscovery.uri=" + config.addresses().uri(PortSetting.TRINO));
  }

  /** The environment variables that the catalog's file refers to. */
  private Map<String, String> environment() {
    return Map.of(
        "ICEBERG_REST_URI", config.addresses().uri(PortSetting.ICEBERG_REST).toString(),
        "S3_ENDPOINT", config.addresses().uri(PortSetting.S3).toString(),
        "S3_REGION", config.s3().region(),
        "S3_ACCESS_KEY", config.s3().accessKey(),
        "S3_SECRET_KEY", config.s3().secretKey());
  }

  @Override
  public Duration probeInterval() {
    return Duration.ofMillis(500);
  }

  @Override
  public boolean ready() {
    return serves(config);
  }

  /** Whether Trino answers at the platform's address and has finished starting. */
  public static boolean serves(PlatformConfig config) {
    return Probe.answers(
        config.addresses().uri(PortSetting.TRINO).resolve("/v1/info"), "\"starting\":false");
  }
}

package io.bidlake.local.service;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.process.Probe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Apicurio Registry with its database in a file, used over its Confluent-compatible API. */
public record SchemaRegistryService(PlatformConfig config) implements Service {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String COMPATIBILITY = "{\"compatibility\":\"BACKWARD\"}";

  @Override
  public ServiceName name() {
    return ServiceName.SCHEMA_REGISTRY;
  }

  @Override
  public JavaCommand prepare() throws IOException {
    Path data = Files.createDirectories(config.state().data("schema-registry"));
    // WRITE_DELAY=0: an id that a producer has received must survive a crash, or the messages
    // written with it would be unreadable.
    String database =
        "jdbc:h2:file:" + data.resolve("registry") + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
    List<String> options = new ArrayList<>(JvmOptions.quiet("-Xmx192m"));
    options.add("-Dquarkus.http.host=127.0.0.1");
    options.add("-Dquarkus.http.port=" + config.ports().of(PortSetting.SCHEMA_REGISTRY));
    options.add("-Dquarkus.datasource.jdbc.url=" + database);
    options.add("-Dquarkus.datasource.jdbc.initial-size=1");
    options.add("-Dquarkus.datasource.jdbc.min-size=1");
    options.add("-Dquarkus.datasource.jdbc.max-size=8");
    options.add("-Dquarkus.banner.enabled=false");
    return JavaCommand.jar(config.installation().schemaRegistryJar(), options);
  }

  @Override
  public boolean ready() {
    return Probe.answers(endpoint("/subjects"), 200);
  }

  @Override
  public void setUp() {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint("/config"))
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .PUT(HttpRequest.BodyPublishers.ofString(COMPATIBILITY))
            .build();
    try {
      Probe.body(request);
    } catch (IOException e) {
      throw new PlatformException("schema-registry: cannot set the compatibility: " + e, e);
    }
  }

  private URI endpoint(String path) {
    return URI.create(config.addresses().schemaRegistry() + path);
  }
}

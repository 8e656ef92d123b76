package io.bidlake.local.service;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.process.Probe;
import io.bidlake.local.server.IcebergRestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The Iceberg REST catalog over a SQLite file in the state folder. */
public record IcebergRestService(PlatformConfig config) implements Service {
  @Override
  public ServiceName name() {
    return ServiceName.ICEBERG_REST;
  }

  @Override
  public JavaCommand prepare() throws IOException {
    Path folder = Files.createDirectories(config.state().data("iceberg-rest"));
    Map<String, String> settings = new HashMap<>(config.addresses().storageProperties());
    settings.put("port", Integer.toString(config.ports().of(PortSetting.ICEBERG_REST)));
    settings.put("namespace", ConfiguredNames.namespace());
    settings.put("uri", "jdbc:sqlite:" + folder.resolve("catalog.db"));
    // SQLite allows one writer at a time; a second connection would fail with "database is locked".
    settings.put("clients", "1");
    settings.put("jdbc.schema-version", "V1");
    return OwnServer.command(
        config, name(), IcebergRestServer.class.getName(), JvmOptions.quiet("-Xmx192m"), settings);
  }

  @Override
  public boolean ready() {
    return Probe.answers(
        config.addresses().uri(PortSetting.ICEBERG_REST).resolve("/v1/config"), 200);
  }
}

package io.bidlake.local.service;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.process.Probe;
import io.bidlake.local.server.S3Server;
import java.io.IOException;
import java.util.Map;

/** The S3 server over a folder in the state folder. */
public record S3Service(PlatformConfig config) implements Service {
  @Override
  public ServiceName name() {
    return ServiceName.S3;
  }

  @Override
  public JavaCommand prepare() throws IOException {
    Map<String, String> settings =
        Map.of(
            "port", Integer.toString(config.ports().of(PortSetting.S3)),
            "folder", config.state().data("s3").toString(),
            "bucket", config.s3().bucket(),
            "access-key", config.s3().accessKey(),
            "secret-key", config.s3().secretKey());
    return OwnServer.command(
        config, name(), S3Server.class, JvmOptions.server("-Xmx256m"), settings);
  }

  @Override
  public boolean ready() {
    // Only a working server rejects a request without a signature.
    return Probe.answers(config.addresses().uri(PortSetting.S3), 403);
  }
}

package io.bidlake.local.service;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.process.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** S3Proxy over a folder of plain files in the state folder, with signed requests. */
public record S3Service(PlatformConfig config) implements Service {
  private static final String MAIN = "org.gaul.s3proxy.Main";

  @Override
  public ServiceName name() {
    return ServiceName.S3;
  }

  @Override
  public JavaCommand prepare() throws IOException {
    Path folder = config.state().data("s3");
    Files.createDirectories(folder.resolve(config.s3().bucket())); // A bucket is a folder.
    Map<String, String> settings =
        Map.of(
            "s3proxy.endpoint", config.addresses().uri(PortSetting.S3).toString(),
            "s3proxy.authorization", "aws-v4",
            "s3proxy.identity", config.s3().accessKey(),
            "s3proxy.credential", config.s3().secretKey(),
            // Trino sends headers that S3Proxy does not know.
            "s3proxy.ignore-unknown-headers", "true",
            "jclouds.provider", "filesystem-nio2",
            "jclouds.filesystem.basedir", folder.toString());
    return OwnServer.command(config, name(), MAIN, JvmOptions.server("-Xmx256m"), settings);
  }

  @Override
  public boolean ready() {
    // Only a working server rejects a request without a signature.
    return Probe.answers(config.addresses().uri(PortSetting.S3), 403);
  }
}

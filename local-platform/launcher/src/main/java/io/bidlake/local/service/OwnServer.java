package io.bidlake.local.service;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A server whose main class is on the launcher's class path, and which reads a properties file. */
final class OwnServer {
  private OwnServer() {}

  static JavaCommand command(
      PlatformConfig config,
      ServiceName name,
      String main,
      List<String> options,
      Map<String, String> settings)
      throws IOException {
    Path file =
        Files.createDirectories(config.state().conf(name.text())).resolve("server.properties");
    Properties values = new Properties();
    values.putAll(settings);
    try (Writer writer = Files.newBufferedWriter(file)) {
      values.store(writer, null);
    }
    List<String> all = JvmOptions.with(options, "-Dlogback.configurationFile=logback-server.xml");
    return JavaCommand.main(config.installation().program(Installation.LAUNCHER), main, all)
        .withArguments(List.of("--properties", file.toString()));
  }
}

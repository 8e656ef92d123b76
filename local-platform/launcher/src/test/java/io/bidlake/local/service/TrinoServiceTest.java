package io.bidlake.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.Jdk;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrinoServiceTest {
  @TempDir private Path temp;

  @Test
  void runsTheConfigurationOfTheContainerWithAnotherAddressAndAnotherJava() throws IOException {
    Path conf = Files.createDirectories(temp.resolve("deploy/trino"));
    Files.writeString(conf.resolve("jvm.config"), "# Heap.\n-Xmx1m\n\n-XX:+UseSerialGC\n");
    Jdk jdk = new Jdk(Path.of("/jdk"), Runtime.Version.parse("25"));
    StateFolder state = new StateFolder(temp.resolve("state"));
    Ports ports =
        new Ports(Map.of(PortSetting.TRINO, 1, PortSetting.ICEBERG_REST, 2, PortSetting.S3, 3));

    JavaCommand command =
        new TrinoService(PlatformConfig.of(new Installation(temp), state, ports).withTrino(jdk))
            .prepare();

    assertThat(command.commandLine(new ProcessIdentity("trino", state.root())))
        .startsWith("/jdk/bin/java")
        .endsWith("io.trino.server.TrinoServer");
    assertThat(command.options())
        .startsWith("-Xmx1m", "-XX:+UseSerialGC", "-Dconfig=" + conf.resolve("config.properties"))
        .contains(
            "-Dcatalog.config-dir=" + conf.resolve("catalog"),
            "-Dnode.bind-ip=127.0.0.1",
            "-Dhttp-server.http.port=1",
            "-Ddiscovery.uri=http://127.0.0.1:1");
    assertThat(command.environment())
        .containsEntry("ICEBERG_REST_URI", "http://127.0.0.1:2")
        .containsEntry("S3_ENDPOINT", "http://127.0.0.1:3")
        .containsEntry("S3_ACCESS_KEY", "admin");
  }
}

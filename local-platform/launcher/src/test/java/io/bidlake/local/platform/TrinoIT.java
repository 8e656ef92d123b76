package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ToolProcess;
import io.bidlake.local.trino.JdkSearch;
import io.bidlake.local.trino.TrinoClient;
import io.bidlake.local.trino.TrinoFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trino for real on the platform. Downloads half a gigabyte and needs a JDK 24 or newer, without
 * which it fails: run it with {@code -Ptrino}.
 */
class TrinoIT {
  @TempDir private static Path temp;
  private static LocalPlatform platform;
  private static PlatformConfig config;

  @BeforeAll
  static void start() throws InterruptedException {
    Installation installation = new Installation(Path.of(System.getProperty("bidlake.home")));
    TrinoFiles files = TrinoFiles.of(installation);
    if (!files.complete()) {
      files.fetch("mvn", files.pom().resolveSibling("target/fetch.log"));
    }
    config =
        PlatformConfig.of(installation, new StateFolder(temp.resolve("state")), Ports.free())
            .withTrino(JdkSearch.ofThisMachine().find());
    platform = new LocalPlatform(config, new ProgressToLog());
    platform.start();
  }

  @AfterAll
  static void stopLeavesNoTrino() {
    platform.stop();
    Services.requireFreePorts(config);
  }

  @Test
  void isUpLikeTheOtherServersInLessThanAGigabyte() {
    assertThat(platform.status())
        .filteredOn(status -> status.name() == ServiceName.TRINO)
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.state()).isEqualTo(State.UP);
              assertThat(status.residentBytes()).isBetween(1L, 1L << 30);
            });
  }

  @Test
  void writesAndReadsTablesOfTheLakeAndComesBackWhenItIsKilled() throws Exception {
    execute("CREATE TABLE trino_it AS SELECT 4711 AS n");
    assertThat(execute("SELECT n FROM trino_it")).contains("\"4711\"");

    platform.kill(ServiceName.TRINO);
    platform.await(ServiceName.TRINO);

    assertThat(platform.state(ServiceName.TRINO)).isEqualTo(State.UP);
    assertThat(execute("SELECT n FROM trino_it")).contains("\"4711\"");
  }

  private static List<String> execute(String statement) throws IOException {
    JavaCommand command =
        new TrinoClient(
                TrinoFiles.of(config.installation()),
                config.addresses().uri(PortSetting.TRINO),
                "db")
            .prompt(List.of("--execute", statement));
    return ToolProcess.run("trino-client", command, config.state());
  }
}

package io.bidlake.local.cli.program;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // It is enough that somebody listens, or holds the lock.
class NeededServerTest {
  @TempDir private Path temp;
  private PlatformConfig config;

  @BeforeEach
  void freePorts() {
    config = PlatformConfig.of(new Installation(temp), new StateFolder(temp), Ports.free());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--catalog.uri http://10.0.0.1",
        "--catalog.uri=http://10.0.0.1",
        "--catalog.type=glue",
        "--kafka.bootstrap-servers b:9092",
        "--help"
      })
  void leavesItToTheProgramToFindServersThatArgumentsName(String arguments) {
    assertThatCode(() -> require(arguments)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--rows 3", "--catalog.warehouse s3://w", "--format json"})
  void refusesWhereNobodyListensWhateverElseIsAskedFor(String arguments) {
    assertThatThrownBy(() -> require(arguments))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("start the platform with bidlake up -d");
  }

  /** As where containers run in place of the platform. */
  @Test
  void takesServersThatAreNoPlatformsOfOurs() throws IOException {
    try (ServerSocket kafka = listening(PortSetting.KAFKA)) {
      assertThatThrownBy(() -> require(""))
          .hasMessageContaining("the Iceberg catalog at ")
          .hasMessageNotContaining("Kafka at ");
      try (ServerSocket catalog = listening(PortSetting.ICEBERG_REST)) {
        assertThatCode(() -> require("")).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void sendsToTheStatusOfAPlatformThatRuns() throws IOException {
    config.state().create();
    Path lock = Files.writeString(config.state().run("supervisor.lock"), "1");
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThatThrownBy(() -> require(""))
          .hasMessageEndingWith("; bidlake status shows what the platform is doing");
    }
  }

  private ServerSocket listening(PortSetting port) throws IOException {
    return new ServerSocket(config.ports().of(port), 1, InetAddress.getLoopbackAddress());
  }

  private void require(String arguments) {
    List<String> given = Arrays.asList(arguments.split(" ", 0));
    NeededServer.require("verify", given, config, Arrays.asList(NeededServer.values()));
  }
}

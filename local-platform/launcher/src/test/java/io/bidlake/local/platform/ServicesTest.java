package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.Jdk;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.service.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServicesTest {

  @Test
  void areOneForEachNameButTheGenerator() {
    assertThat(Services.of(config(Ports.defaults())).servers())
        .extracting(Service::name)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ServiceName.values())
                .filter(name -> name != ServiceName.MOCK_DATA_GEN)
                .toList());
  }

  @Test
  void namesServicePortAndSettingWhenAPortIsInUse() throws IOException {
    Ports free = Ports.free();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PlatformConfig config = config(but(free, PortSetting.KAFKA, taken));

      assertThatThrownBy(() -> Services.requireFreePorts(config))
          .isInstanceOf(PlatformException.class)
          .hasMessage(
              "kafka needs port %d, which is in use; choose another with KAFKA_PORT or --kafka-port"
                  .formatted(taken.getLocalPort()));
    }
    Services.requireFreePorts(config(free));
  }

  @Test
  void doesNotCareForThePortOfAServiceThatIsNotStarted() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PlatformConfig config = config(but(Ports.free(), PortSetting.TRINO, taken));
      Services.requireFreePorts(config);

      PlatformConfig withTrino =
          config.withTrino(new Jdk(Path.of("jdk"), Runtime.Version.parse("24.0.1")));
      assertThatThrownBy(() -> Services.requireFreePorts(withTrino))
          .hasMessageContaining("trino needs port " + taken.getLocalPort());
    }
  }

  @Test
  void namesTheOptionWhenThePortForADebuggerIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PlatformConfig config =
          config(Ports.free().withDebugger(Integer.toString(taken.getLocalPort())));

      assertThatThrownBy(() -> Services.requireFreePorts(config))
          .isInstanceOf(PlatformException.class)
          .hasMessage(
              "the debugger needs port %d, which is in use; choose another with --debug-taskmanager"
                  .formatted(taken.getLocalPort()));
    }
  }

  private static PlatformConfig config(Ports ports) {
    return PlatformConfig.of(
        new Installation(Path.of("project")), new StateFolder(Path.of("state")), ports);
  }

  private static Ports but(Ports ports, PortSetting setting, ServerSocket taken) {
    Map<PortSetting, Integer> changed = new EnumMap<>(ports.numbers());
    changed.put(setting, taken.getLocalPort());
    return new Ports(changed);
  }
}

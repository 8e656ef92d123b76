package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.service.Service;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ServicesTest {

  @Test
  void areOneForEachNameButTheGenerator() {
    PlatformConfig config =
        PlatformConfig.of(
            new Installation(Path.of("project")),
            new StateFolder(Path.of("state")),
            Ports.defaults());

    assertThat(Services.of(config).servers())
        .extracting(Service::name)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ServiceName.values())
                .filter(name -> name != ServiceName.MOCK_DATA_GEN)
                .toList());
  }
}

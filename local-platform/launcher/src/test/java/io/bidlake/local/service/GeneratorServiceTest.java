package io.bidlake.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.service.Service.AfterExit;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorServiceTest {
  @TempDir private Path temp;

  @Test
  void startsAgainAfterACrashButForABackfillAlone() {
    assertThat(generator(Map.of()).afterExit(1)).isEqualTo(AfterExit.START_AGAIN);
    assertThat(generator(Map.of("BACKFILL_ONLY", "false")).afterExit(1))
        .isEqualTo(AfterExit.START_AGAIN);
    assertThat(generator(Map.of("BACKFILL_ONLY", "true")).afterExit(1)).isEqualTo(AfterExit.DEAD);
    assertThat(generator(Map.of("BACKFILL_ONLY", "true")).afterExit(0)).isEqualTo(AfterExit.DONE);
  }

  private GeneratorService generator(Map<String, String> environment) {
    return new GeneratorService(
        PlatformConfig.of(
            new Installation(temp), new StateFolder(temp.resolve("state")), new Ports(Map.of())),
        environment);
  }
}

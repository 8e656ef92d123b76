package io.bidlake.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.chaos.Fault.Kind;
import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.platform.TestPlatform;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One fault of each kind on the real servers; {@code bidlake chaos} goes on with more. */
class ChaosIT {
  private static final long SEED = 1;
  private static final double LOAD = 10;

  @TempDir private Path temp;

  @Test
  void everyServiceComesBackAndTheTablesAreRightAfterOneFaultOfEachKind() throws Exception {
    PlatformConfig config = TestPlatform.in(temp);
    Screen screen = Screen.plain(System.out);

    try (Chaos chaos = new Chaos(SEED, Kind.values().length, LOAD, config, screen)) {
      assertThat(chaos.run()).isTrue();
    }
  }
}

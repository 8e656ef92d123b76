package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.StateFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformLockTest {
  @TempDir private Path temp;

  @Test
  void letsOneSupervisorIntoAFolder() {
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    assertThat(PlatformLock.holder(state)).isEmpty();

    try (PlatformLock first = PlatformLock.acquire(state)) {
      assertThat(first).isNotNull();
      assertThat(PlatformLock.holder(state)).hasValue(ProcessHandle.current().pid());
      assertThatThrownBy(() -> PlatformLock.acquire(state))
          .isInstanceOf(PlatformException.class)
          .hasMessage("Bidlake already runs (pid %d)".formatted(ProcessHandle.current().pid()));
    }
    assertThat(PlatformLock.holder(state)).isEmpty();
    assertThat(state.run("supervisor.lock"))
        .as("what the next command looks for running programs in")
        .isEmptyFile();
  }

  @Test
  void keepsTheFolderOfARunFromThoseWhoWouldDeleteIt() {
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    PlatformLock.requireFree(state);

    try (PlatformLock first = PlatformLock.acquire(state)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> PlatformLock.requireFree(state))
          .isInstanceOf(PlatformException.class)
          .hasMessageStartingWith("%s is in use by another run".formatted(state.root()));
    }
  }
}

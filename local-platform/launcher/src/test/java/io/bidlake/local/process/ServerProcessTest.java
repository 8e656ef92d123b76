package io.bidlake.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
  private static final JavaCommand BLOCKING =
      JavaCommand.main(
          System.getProperty("java.class.path"), BlockingMain.class.getName(), List.of("-Xmx16m"));

  @TempDir private Path temp;
  private StateFolder state;

  @BeforeEach
  void createState() {
    state = new StateFolder(temp.resolve("state"));
    state.create();
  }

  @AfterEach
  void leaveNothingBehind() {
    ServerProcess.find("it", state).ifPresent(ServerProcess::kill);
  }

  @Test
  void findsTheProcessOfAnotherSupervisorByItsPidFile() throws IOException {
    ServerProcess started = ServerProcess.start("it", BLOCKING, state);

    assertThat(ServerProcess.find("it", state))
        .hasValueSatisfying(found -> assertThat(found.pid()).isEqualTo(started.pid()));
  }

  @Test
  void doesNotTakeAProcessForOursThatOnlyHasThePid() throws IOException {
    Files.writeString(state.run("it.pid"), Long.toString(ProcessHandle.current().pid()));

    assertThat(ServerProcess.find("it", state)).isEmpty();
  }

  @Test
  void tellsProcessesOfAnotherStateFolderApart() throws IOException {
    ServerProcess started = ServerProcess.start("it", BLOCKING, state);
    ProcessHandle handle = ProcessHandle.of(started.pid()).orElseThrow();

    assertThat(new ProcessIdentity("it", state.root()).matches(handle)).isTrue();
    assertThat(new ProcessIdentity("it", temp).matches(handle)).isFalse();
    assertThat(new ProcessIdentity("other", state.root()).matches(handle)).isFalse();
  }

  @Test
  void stopsAProcessThatWasFoundAndForgetsIt() throws IOException {
    ServerProcess started = ServerProcess.start("it", BLOCKING, state);

    ServerProcess.find("it", state).orElseThrow().stop(Duration.ofSeconds(20));

    // It has ended, but this JVM, its parent, learns of it a moment later.
    await().until(() -> !started.alive());
    assertThat(ServerProcess.leftPidFile("it", state)).isFalse();
  }

  @Test
  void leavesThePidFileOfAProcessThatWasKilled() throws IOException {
    ServerProcess started = ServerProcess.start("it", BLOCKING, state);

    started.kill();

    assertThat(started.alive()).isFalse();
    assertThat(started.exitCode()).hasValue(137);
    assertThat(ServerProcess.find("it", state)).isEmpty();
    assertThat(ServerProcess.leftPidFile("it", state)).isTrue();
  }

  @Test
  void showsTheLastWordsOfAToolThatFails() {
    assertThatThrownBy(() -> ToolProcess.run("tool", BLOCKING.withArguments(List.of("3")), state))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "tool ended with exit code 3; its log is %s and ends with\n    started"
                .formatted(state.log("tool")));
  }
}

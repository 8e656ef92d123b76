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
  private static final JavaCommand BLOCKING = ParentMain.BLOCKING;

  @TempDir private Path temp;
  private StateFolder state;

  @BeforeEach
  void createState() {
    state = new StateFolder(temp.resolve("state"));
    state.create();
  }

  @AfterEach
  void leaveNothingBehind() {
    for (String name : List.of("it", "parent", "child")) {
      ServerProcess.find(name, state).ifPresent(ServerProcess::kill);
    }
  }

  @Test
  void endsWithItsParentHoweverThatEnds() throws IOException {
    ServerProcess parent = parentOf("server");

    parent.kill();

    await().until(() -> ServerProcess.find("child", state).isEmpty());
  }

  @Test
  void outlivesAParentThatOnlyStartsIt() throws IOException {
    ServerProcess parent = parentOf("on-its-own");

    parent.kill();

    assertThat(parent.alive()).isFalse();
    assertThat(ServerProcess.find("child", state)).isPresent();
  }

  @Test
  void aProgramInTheForegroundIsEndedWhenItsParentIsAskedToEnd() throws IOException {
    ServerProcess parent = parentOf("foreground");

    parent.stop(Duration.ofSeconds(20));

    assertThat(ServerProcess.find("child", state)).isEmpty();
    assertThat(parent.exitCode()).hasValue(143);
  }

  @Test
  void aProgramInTheForegroundEndsWithAParentThatIsKilled() throws IOException {
    ServerProcess parent = parentOf("foreground");

    parent.kill();

    await().until(() -> ServerProcess.find("child", state).isEmpty());
  }

  private ServerProcess parentOf(String child) throws IOException {
    JavaCommand main =
        JavaCommand.main(
                System.getProperty("java.class.path"), ParentMain.class.getName(), List.of())
            .withArguments(List.of(child, state.root().toString()));
    ServerProcess parent = ServerProcess.start("parent", main, state);
    await().until(() -> ServerProcess.find("child", state).isPresent());
    return parent;
  }

  /** Else each death of a service would count as one soon after its start. */
  @Test
  void knowsHowLongItLivedWhenItHasEnded() throws IOException {
    ServerProcess started = ServerProcess.start("it", BLOCKING, state);
    await().until(() -> started.uptime().compareTo(Duration.ofMillis(50)) > 0);

    started.kill();

    assertThat(started.alive()).isFalse();
    assertThat(started.uptime()).isGreaterThan(Duration.ofMillis(50));
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

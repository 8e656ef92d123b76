package io.bidlake.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.process.BlockingMain;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class VictimsTest {
  private static final JavaCommand BLOCKING =
      JavaCommand.main(
          System.getProperty("java.class.path"), BlockingMain.class.getName(), List.of("-Xmx16m"));

  @TempDir private Path temp;
  private StateFolder state;
  private Victims victims;

  @BeforeEach
  void createState() {
    state = new StateFolder(temp.resolve("state"));
    state.create();
    victims = new Victims(state);
  }

  @AfterEach
  void leaveNothingBehind() {
    for (ServiceName name : ServiceName.values()) {
      ServerProcess.find(name.text(), state).ifPresent(ServerProcess::kill);
    }
  }

  @Test
  void killsAndFindsTheNextProcess() throws Exception {
    ServerProcess first = start(ServiceName.S3);

    assertThat(victims.kill(ServiceName.S3)).isEqualTo(first.pid());
    assertThat(first.exitCode()).hasValue(137);

    ServerProcess second = start(ServiceName.S3);
    assertThat(victims.process(ServiceName.S3, first.pid()).pid()).isEqualTo(second.pid());
  }

  @Test
  void freezesTheProcessesAndThawsThoseThatAreLeft() throws Exception {
    start(ServiceName.S3);
    start(ServiceName.KAFKA);

    List<ServerProcess> frozen = victims.freeze(List.of(ServiceName.S3, ServiceName.KAFKA));
    assertThat(frozen).allSatisfy(process -> await().until(() -> stopped(process)));
    victims.kill(ServiceName.KAFKA);
    victims.thaw(frozen);

    await().until(() -> !stopped(frozen.get(0)));
    assertThat(frozen.get(1).alive()).isFalse();
  }

  @Test
  void thawsWhateverIsFrozen() throws Exception {
    start(ServiceName.S3);
    ServerProcess frozen = victims.freeze(List.of(ServiceName.S3)).get(0);
    await().until(() -> stopped(frozen));

    victims.thawAll();

    await().until(() -> !stopped(frozen));
  }

  @Test
  void saysWhatTheSystemSaidOfACommandThatFails() {
    assertThatThrownBy(() -> Victims.run(List.of("sh", "-c", "echo no such thing >&2; exit 1")))
        .isInstanceOf(PlatformException.class)
        .hasMessageEndingWith("failed: no such thing");
  }

  private ServerProcess start(ServiceName name) throws IOException {
    return ServerProcess.start(name.text(), BLOCKING, state);
  }

  /**
   * A signal is sent, not obeyed, when {@code kill} returns. T is stopped by a signal; the state is
   * the field after the name, which is in brackets.
   */
  private static boolean stopped(ServerProcess process) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    return stat.startsWith("T", stat.lastIndexOf(')') + 2);
  }
}

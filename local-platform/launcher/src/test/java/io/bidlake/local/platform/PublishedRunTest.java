package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.Jdk;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.trino.JdkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedRunTest {
  @TempDir private Path temp;

  @Test
  void tellsOtherCommandsThePortsThatThePlatformWasStartedWith() {
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    Installation installation = new Installation(temp);
    Ports chosen = Ports.free();

    new PublishedRun(state).publish(PlatformConfig.of(installation, state, chosen));

    PlatformConfig other = PlatformConfig.of(installation, state, Ports.defaults());
    assertThat(new PublishedRun(state).applyTo(other).ports()).isEqualTo(chosen);
    assertThat(new PublishedRun(state).applyTo(other).trino()).isEmpty();
  }

  @Test
  void tellsOtherCommandsThatTrinoRunsAndWithWhat() throws IOException {
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    PlatformConfig config = PlatformConfig.of(new Installation(temp), state, Ports.defaults());
    Jdk jdk = JdkFolder.in(temp.resolve("jdk-24"), "24.0.2");

    new PublishedRun(state).publish(config.withTrino(jdk));

    assertThat(new PublishedRun(state).applyTo(config).trino()).hasValue(jdk);
    new PublishedRun(state).publish(config);
    assertThat(new PublishedRun(state).applyTo(config).trino())
        .as("of a later run without")
        .isEmpty();
  }

  @Test
  void tellsOtherCommandsWhereADebuggerAttaches() {
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    PlatformConfig config = PlatformConfig.of(new Installation(temp), state, Ports.defaults());
    Ports debugged = Ports.defaults().withDebugger("5005");

    new PublishedRun(state).publish(PlatformConfig.of(config.installation(), state, debugged));

    assertThat(new PublishedRun(state).applyTo(config).ports()).isEqualTo(debugged);
    new PublishedRun(state).publish(config);
    assertThat(new PublishedRun(state).applyTo(config).ports())
        .as("of a later run without")
        .isEqualTo(Ports.defaults());
  }

  @Test
  void understandsThePortsOfAnOlderPlatformThoughOneIsNowThatOfAnotherService() throws IOException {
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    Files.writeString(state.run("ports.properties"), "KAFKA_PORT=1001\nFLINK_PORT=8080\n");

    Ports ports =
        new PublishedRun(state)
            .applyTo(PlatformConfig.of(new Installation(temp), state, Ports.defaults()))
            .ports();

    assertThat(ports.of(PortSetting.KAFKA)).isEqualTo(1001);
    assertThat(ports.of(PortSetting.FLINK)).isEqualTo(8080);
    assertThat(ports.of(PortSetting.TRINO)).isEqualTo(8080);
  }

  @Test
  void tellsOtherCommandsWhichJobsToExpect() {
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    PublishedRun platform = new PublishedRun(state);
    assertThat(platform.jobs()).as("not started yet").isEqualTo(Jobs.names());

    platform.publishJobs(List.of("bidlake-ingest", "bidlake-maintenance"));
    assertThat(new PublishedRun(state).jobs())
        .containsExactly("bidlake-ingest", "bidlake-maintenance");

    platform.clear();
    assertThat(platform.jobs()).isEqualTo(Jobs.names());
  }
}

package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ParentMain;
import io.bidlake.local.process.ServerProcess;
import io.bidlake.local.service.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedServiceTest {
  @TempDir private Path temp;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Server server = new Server();
  private PlatformConfig config;

  @BeforeEach
  void create() {
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    config = PlatformConfig.of(new Installation(temp), state, Ports.defaults());
  }

  @AfterEach
  void stop() {
    Parallel.end(executor);
    ServerProcess.find("s3", config.state()).ifPresent(ServerProcess::kill);
  }

  @Test
  void isStartedAgainThoughItsConfigurationCouldNotBeWrittenTwice() throws Exception {
    SupervisedService service = started(() -> {});

    server.failures.set(2);
    service.kill();
    service.await();

    assertThat(service.state()).isEqualTo(State.UP);
    assertThat(server.failures).hasValue(0);
  }

  @Test
  void isStartedAgainWhenItNoLongerAnswers() {
    SupervisedService service = started(() -> server.answers.set(true));
    long before = pid();

    server.answers.set(false);

    await().until(() -> service.state() == State.UP && pid() != before);
  }

  @Test
  void livesOnWhateverBecomesOfThatWhichFollowsItsRestart() throws Exception {
    AtomicBoolean followed = new AtomicBoolean();
    SupervisedService service =
        started(
            () -> {
              followed.set(true);
              throw new PlatformException("a job cannot be started");
            });

    service.kill();
    service.await();
    await().untilTrue(followed);

    long restarted = pid();
    assertThat(service.state()).isEqualTo(State.UP);
    service.stop(Duration.ofSeconds(10));
    assertThat(server.prepared).as("starts").hasValue(2);
    assertThat(ProcessHandle.of(restarted)).isEmpty();
  }

  private SupervisedService started(Runnable afterRestart) {
    SupervisedService service =
        new SupervisedService(
            server, config, Progress.SILENT, executor, Duration.ofMillis(300), afterRestart);
    service.start();
    return service;
  }

  private long pid() {
    return ServerProcess.find("s3", config.state()).map(ServerProcess::pid).orElse(0L);
  }

  /** A process that is ready as soon as it lives. */
  private static final class Server implements Service {
    private final AtomicInteger prepared = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicBoolean answers = new AtomicBoolean(true);

    @Override
    public ServiceName name() {
      return ServiceName.S3;
    }

    @Override
    public JavaCommand prepare() throws IOException {
      prepared.incrementAndGet();
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IOException("no space left on device");
      }
      return ParentMain.BLOCKING;
    }

    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public boolean answers() {
      return answers.get();
    }
  }
}

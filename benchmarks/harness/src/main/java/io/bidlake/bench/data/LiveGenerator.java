package io.bidlake.bench.data;

import io.bidlake.bench.contender.ProgramEnd;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;

/** A generator that sends events in real time until it is closed. */
public final class LiveGenerator implements AutoCloseable {

  /** After a stop it delivers pending records for up to 30 s. */
  private static final int GRACE_SECONDS = 40;

  private final Process process;
  private final Path log;

  private LiveGenerator(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the generator with the first load of the traffic. */
  public static LiveGenerator start(BenchPlatform platform, Traffic traffic) throws IOException {
    String name = "live-" + traffic.name();
    Path log = platform.state().log(name);
    Process process =
        LoadTopics.generator(platform, traffic, traffic.loads().get(0))
            .start(new ProcessIdentity(name, platform.state().root()), log);
    return new LiveGenerator(process, log);
  }

  public long processId() {
    return process.pid();
  }

  /**
   * Checks that it still sends.
   *
   * @throws IllegalStateException if it has ended
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the generator must send until it is stopped, ended with exit code %d, see %s"
              .formatted(process.exitValue(), log));
    }
  }

  @Override
  public void close() {
    ProgramEnd.of(process, GRACE_SECONDS);
  }
}

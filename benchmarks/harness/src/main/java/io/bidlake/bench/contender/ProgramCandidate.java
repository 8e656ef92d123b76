package io.bidlake.bench.contender;

import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Contender;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A Java program that works until it is told to stop.
 *
 * @param command the program without its arguments
 * @param arguments what it gets for a task
 */
public record ProgramCandidate(
    Contender contender,
    BenchPlatform platform,
    JavaCommand command,
    Function<Task, List<String>> arguments)
    implements Candidate {

  @Override
  public Attempt start(Task task) throws IOException {
    Path log = platform.state().log(task.namespace());
    Process process =
        command
            .withArguments(arguments.apply(task))
            .start(new ProcessIdentity(task.namespace(), platform.state().root()), log);
    return new ProgramAttempt(process, log);
  }

  private record ProgramAttempt(Process process, Path log) implements Attempt {

    private static final int GRACE_SECONDS = 20;

    @Override
    public Collection<Long> processes() {
      return List.of(process.pid());
    }

    @Override
    public Optional<String> failure() {
      return process.isAlive()
          ? Optional.empty()
          : Optional.of("ended with exit code %d, see %s".formatted(process.exitValue(), log));
    }

    @Override
    public OptionalLong stateBytes() {
      return OptionalLong.empty();
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}

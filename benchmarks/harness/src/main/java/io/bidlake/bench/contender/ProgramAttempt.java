package io.bidlake.bench.contender;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A program that runs until it is stopped.
 *
 * @param log the file with its output
 */
public record ProgramAttempt(Process process, Path log) implements Attempt {

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
    ProgramEnd.of(process, GRACE_SECONDS);
  }
}

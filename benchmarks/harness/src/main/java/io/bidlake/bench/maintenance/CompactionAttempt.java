package io.bidlake.bench.maintenance;

import io.bidlake.bench.contender.Attempt;
import io.bidlake.bench.contender.ProgramAttempt;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A running compaction, which ends by itself.
 *
 * @param program the program that ends with the compaction
 * @param servers supplies the ids of the other processes that work for it
 * @param begun whether it has started to work
 * @param stopServers stops the other processes
 */
public record CompactionAttempt(
    ProgramAttempt program,
    Supplier<Collection<Long>> servers,
    BooleanSupplier begun,
    Runnable stopServers)
    implements Attempt {

  boolean hasBegun() {
    return begun.getAsBoolean();
  }

  /** Whether it has ended successfully. */
  boolean done() {
    return !program.process().isAlive() && program.process().exitValue() == 0;
  }

  @Override
  public Collection<Long> processes() {
    return Stream.concat(servers.get().stream(), program.processes().stream()).toList();
  }

  @Override
  public Optional<String> failure() {
    return done() ? Optional.empty() : program.failure();
  }

  @Override
  public OptionalLong stateBytes() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    program.close();
    stopServers.run();
  }
}

package io.bidlake.bench.contender;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/** A contender at work. */
public interface Attempt extends AutoCloseable {

  /** Ids of all processes that do the work. */
  Collection<Long> processes();

  /** Why it works no more; empty while it does. */
  Optional<String> failure();

  /**
   * Makes sure that it works.
   *
   * @param name who works
   * @throws IllegalStateException if it does no more
   */
  default void requireAlive(String name) {
    failure()
        .ifPresent(
            failure -> {
              throw new IllegalStateException("%s: %s".formatted(name, failure));
            });
  }

  /** Size of its newest checkpoint in bytes; empty where it has none. */
  OptionalLong stateBytes();

  /** Ends it. */
  @Override
  void close();
}

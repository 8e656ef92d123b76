package io.bidlake.bench.contender;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/** A running contender. */
public interface Attempt extends AutoCloseable {

  /** The ids of all processes of the contender. */
  Collection<Long> processes();

  /** Why it no longer works; empty while it does. */
  Optional<String> failure();

  /**
   * Checks that it works.
   *
   * @param name the name of the contender
   * @throws IllegalStateException if it no longer works
   */
  default void requireAlive(String name) {
    failure()
        .ifPresent(
            failure -> {
              throw new IllegalStateException("%s: %s".formatted(name, failure));
            });
  }

  /** The size of its newest checkpoint in bytes; empty if there is none. */
  OptionalLong stateBytes();

  /** Stops it. */
  @Override
  void close();
}

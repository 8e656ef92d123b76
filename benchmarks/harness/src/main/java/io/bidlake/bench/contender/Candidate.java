package io.bidlake.bench.contender;

import io.bidlake.bench.result.Contender;
import java.io.IOException;

/** A contender, and how to start it. */
public interface Candidate {

  Contender contender();

  /** Whether it creates its tables itself, so that they must not exist when it starts. */
  default boolean createsTables() {
    return false;
  }

  /** Starts it, and returns when it works. */
  Attempt start(Task task) throws IOException;
}

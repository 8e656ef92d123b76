package io.bidlake.bench.contender;

import io.bidlake.bench.result.Contender;
import java.io.IOException;

/** A contender, and how to start it. */
public interface Candidate {

  Contender contender();

  /** Starts it, and returns when it works. */
  Attempt start(Task task) throws IOException;
}

package io.bidlake.bench.contender;

import io.bidlake.bench.result.Contender;
import java.io.IOException;

/** Somebody who can do the work, and how to have it done. */
public interface Candidate {

  Contender contender();

  /** Has it begin; returns when it works. */
  Attempt start(Task task) throws IOException;
}

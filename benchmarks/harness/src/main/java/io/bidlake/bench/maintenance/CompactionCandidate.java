package io.bidlake.bench.maintenance;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import java.io.IOException;

/** Somebody who can compact the table {@link CompactionRun#TABLE} of a task's namespace. */
public interface CompactionCandidate extends Candidate {

  RowOrder order();

  /** Starts it; returns while it still gets ready. */
  @Override
  CompactionAttempt start(Task task) throws IOException;
}

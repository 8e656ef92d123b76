package io.bidlake.bench.maintenance;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import java.io.IOException;

/** A contender that can compact the table {@link CompactionRun#TABLE} in a task's namespace. */
public interface CompactionCandidate extends Candidate {

  RowOrder order();

  /** Starts it, and returns before it is ready to work. */
  @Override
  CompactionAttempt start(Task task) throws IOException;
}

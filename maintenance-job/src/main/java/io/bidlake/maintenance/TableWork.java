package io.bidlake.maintenance;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Works on tables for as long as it takes, one piece of work after the other. What waits is part of
 * Flink's state, and a checkpoint passes it by.
 */
abstract class TableWork<I, O> extends RichAsyncFunction<I, O> {

  private static final long serialVersionUID = 1;

  private final TableLoaders tables;

  private transient WorkerThread worker;

  TableWork(TableLoaders tables) {
    this.tables = tables;
  }

  /** Does the work, in a thread that may be interrupted when the job is stopped. */
  abstract List<O> results(I input);

  TableLoaders tables() {
    return tables;
  }

  @Override
  public void open(OpenContext context) {
    tables.open();
    worker = new WorkerThread(getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks());
  }

  @Override
  public void asyncInvoke(I input, ResultFuture<O> result) {
    worker.run(() -> results(input), result);
  }

  @Override
  public void close() throws Exception {
    if (worker != null) {
      worker.stop();
    }
    tables.close();
  }
}

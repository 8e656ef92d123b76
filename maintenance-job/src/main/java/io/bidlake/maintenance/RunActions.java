package io.bidlake.maintenance;

import io.bidlake.maintenance.ActionReport.Begun;
import io.bidlake.maintenance.ActionReport.Outcome;
import io.bidlake.maintenance.action.Action;
import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.TableAction;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due for a table as a whole, one action after the other. Emits a report for each that
 * had something to do or failed; a failure of one does not keep the next from its work.
 */
final class RunActions extends RichAsyncFunction<Pass, ActionReport> {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(RunActions.class);

  private final Upkeep upkeep;
  private final TableLoaders tables;

  private transient WorkerThread worker;

  RunActions(Upkeep upkeep, TableLoaders tables) {
    this.upkeep = upkeep;
    this.tables = tables;
  }

  @Override
  public void open(OpenContext context) {
    tables.open();
    worker = new WorkerThread(getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks());
  }

  @Override
  public void asyncInvoke(Pass pass, ResultFuture<ActionReport> result) {
    worker.run(() -> reports(pass), result);
  }

  private List<ActionReport> reports(Pass pass) {
    List<ActionReport> reports = new ArrayList<>();
    for (Action due : pass.actions()) {
      ActionReport report = report(pass.table(), due);
      if (report.failed() || !report.changedNothing()) {
        reports.add(report);
      }
    }
    return reports;
  }

  private ActionReport report(String name, Action due) {
    TableAction action = upkeep.of(name).action(due);
    Begun begun = new Begun(name, due, System.currentTimeMillis());
    try {
      Table table = tables.load(name);
      boolean dry = upkeep.mode() == Mode.DRY_RUN;
      Effect effect = dry ? action.plan(table) : action.apply(table);
      return begun.ended(
          System.currentTimeMillis(),
          dry ? Outcome.PLANNED : Outcome.DONE,
          effect,
          ActionReport.snapshotOf(table));
    } catch (RuntimeException e) {
      LOG.warn("{}: {} failed, the next try is when it is due again", name, due, e);
      boolean conflict = e instanceof CommitFailedException || e instanceof ValidationException;
      return begun.failed(
          System.currentTimeMillis(),
          conflict ? Outcome.CONFLICT : Outcome.FAILED,
          Failures.text(e));
    }
  }

  @Override
  public void close() throws Exception {
    if (worker != null) {
      worker.close();
    }
    tables.close();
  }
}

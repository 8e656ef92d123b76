package io.bidlake.maintenance;

import io.bidlake.maintenance.ActionReport.Begun;
import io.bidlake.maintenance.ActionReport.Outcome;
import io.bidlake.maintenance.action.Action;
import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.TableAction;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due for a table as a whole, one action after the other. Emits a report for each that
 * had something to do or failed; a failure of one does not keep the next from its work.
 */
final class RunActions extends TableWork<Pass, ActionReport> {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(RunActions.class);

  private final Upkeep upkeep;

  RunActions(Upkeep upkeep, TableLoaders tables) {
    super(tables);
    this.upkeep = upkeep;
  }

  @Override
  List<ActionReport> results(Pass pass) {
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
      Table table = tables().load(name);
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
}

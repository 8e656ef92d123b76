package io.bidlake.maintenance;

import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.TableAction;
import io.bidlake.maintenance.report.Begun;
import io.bidlake.maintenance.report.ReportText;
import io.bidlake.maintenance.table.TableWork;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.maintenance.upkeep.Upkeep.Mode;
import io.bidlake.runtime.lake.LakeTables;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.MaintenanceEntry;
import io.bidlake.tables.MaintenanceEntry.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the actions that are due for a whole table, one after the other. Emits a report for each
 * action that had an effect or failed; a failure does not prevent the next action.
 */
final class RunActions extends TableWork<Pass, MaintenanceEntry> {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(RunActions.class);

  private final Upkeep upkeep;

  RunActions(Upkeep upkeep, LakeTables tables) {
    super(tables);
    this.upkeep = upkeep;
  }

  @Override
  protected List<MaintenanceEntry> results(Pass pass) {
    List<MaintenanceEntry> reports = new ArrayList<>();
    for (MaintenanceAction due : pass.due()) {
      report(pass.table(), due).ifPresent(reports::add);
    }
    return reports;
  }

  private Optional<MaintenanceEntry> report(String name, MaintenanceAction due) {
    TableAction action = upkeep.of(name).actions().get(due);
    Begun begun = new Begun(name, due, System.currentTimeMillis());
    try {
      Optional<Table> found = tables().find(name);
      if (found.isEmpty()) {
        LOG.info("{}: {} is left out, the table was dropped", name, due);
        return Optional.empty();
      }
      Table table = found.get();
      boolean dry = upkeep.mode() == Mode.DRY_RUN;
      Effect effect = dry ? action.plan(table) : action.apply(table);
      Outcome outcome = dry ? Outcome.PLANNED : Outcome.DONE;
      if (effect.isNothing()) {
        if (!effect.detail().isEmpty()) {
          LOG.info("{}: {} has nothing to do, {}", name, due, effect.detail());
        }
        return Optional.empty();
      }
      return Optional.of(begun.ended(System.currentTimeMillis(), outcome, effect, table));
    } catch (RuntimeException e) {
      LOG.warn("{}: {} failed, will be retried when it is due again", name, due, e);
      boolean conflict = e instanceof CommitFailedException || e instanceof ValidationException;
      return Optional.of(
          begun.failed(
              System.currentTimeMillis(),
              conflict ? Outcome.CONFLICT : Outcome.FAILED,
              ReportText.failure(e)));
    }
  }
}

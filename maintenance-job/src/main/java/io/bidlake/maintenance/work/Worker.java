package io.bidlake.maintenance.work;

import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.TableAction;
import io.bidlake.maintenance.action.TableAction.Run;
import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.compaction.GroupCommit;
import io.bidlake.maintenance.compaction.GroupRewriter;
import io.bidlake.maintenance.compaction.GroupRewriter.FilesReplacedException;
import io.bidlake.maintenance.compaction.RewrittenGroup;
import io.bidlake.maintenance.report.Begun;
import io.bidlake.maintenance.report.ReportText;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.maintenance.upkeep.Upkeep.Mode;
import io.bidlake.runtime.lake.LakeTables;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.MaintenanceEntry;
import io.bidlake.tables.MaintenanceEntry.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does pieces of work: rewrites groups of files and commits them together, and runs actions. A
 * failure is reported and leaves the table unchanged; it does not prevent what follows.
 */
public record Worker(Upkeep upkeep, LakeTables tables) {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  public Work.Done run(Work work) {
    List<MaintenanceEntry> reports = new ArrayList<>(work.reports());
    Compacted compacted = new Compacted(new Begun(work.table(), MaintenanceAction.COMPACT, now()));
    if (!work.groups().isEmpty()) {
      compact(work, compacted);
      reports.addAll(compacted.reports);
    }
    work.actions().forEach(action -> run(work.table(), action).ifPresent(reports::add));
    return new Work.Done(
        new Work.Outcome(
            work.id(), compacted.committed > 0, compacted.conflicts > 0, compacted.failed),
        reports);
  }

  /** What became of a compaction. */
  private static final class Compacted {
    private final Begun begun;
    private final List<MaintenanceEntry> reports = new ArrayList<>();
    private int committed;
    private int conflicts;
    private boolean failed;

    Compacted(Begun begun) {
      this.begun = begun;
    }

    void committed(Collection<RewrittenGroup> groups, Table table) {
      if (!groups.isEmpty()) {
        committed += groups.size();
        reports.add(begun.ended(now(), Outcome.DONE, effect(groups), table));
      }
    }

    void conflicted(int files) {
      if (files > 0) {
        conflicts += files;
        String why = "%d files were changed by another writer".formatted(files);
        reports.add(begun.failed(now(), Outcome.CONFLICT, why));
      }
    }

    void failed(int files, Exception e) {
      failed = true;
      String why = "%d files: %s".formatted(files, ReportText.failure(e));
      reports.add(begun.failed(now(), Outcome.FAILED, why));
    }

    private static Effect effect(Collection<RewrittenGroup> groups) {
      return new Effect(
          groups.stream().mapToLong(group -> group.group().files()).sum(),
          groups.stream().mapToLong(group -> group.written().size()).sum(),
          groups.stream().mapToLong(group -> group.group().bytes()).sum(),
          groups.stream().mapToLong(RewrittenGroup::bytes).sum(),
          "");
    }
  }

  private void compact(Work work, Compacted compacted) {
    GroupRewriter rewriter =
        new GroupRewriter(upkeep.of(work.table()).compaction(), upkeep.spillFolder());
    List<RewrittenGroup> rewritten = new ArrayList<>();
    int replaced = 0;
    for (FileGroup group : work.groups()) {
      try {
        rewritten.add(rewriter.rewrite(tables.load(work.table()), group));
      } catch (FilesReplacedException e) {
        LOG.info("{}: {}", work.table(), e.getMessage());
        replaced += group.files();
      } catch (IOException | RuntimeException e) {
        LOG.warn("{}: {} files could not be rewritten", work.table(), group.files(), e);
        compacted.failed(group.files(), e);
      }
    }
    if (!rewritten.isEmpty()) {
      replaced += commit(work.table(), rewritten, compacted);
    }
    compacted.conflicted(replaced);
  }

  /** Commits groups, and returns the number of files that other writers changed. */
  private int commit(String name, List<RewrittenGroup> rewritten, Compacted compacted) {
    try {
      Table table = tables.load(name);
      List<RewrittenGroup> conflicting = new GroupCommit(table).commit(rewritten);
      List<RewrittenGroup> committed = new ArrayList<>(rewritten);
      committed.removeAll(conflicting);
      compacted.committed(committed, table);
      return files(conflicting);
    } catch (CommitFailedException e) {
      LOG.warn("{}: rewritten files could not be committed", name, e);
      return files(rewritten);
    } catch (RuntimeException e) {
      LOG.warn("{}: rewritten files could not be committed", name, e);
      compacted.failed(files(rewritten), e);
      return 0;
    }
  }

  private static int files(List<RewrittenGroup> groups) {
    return groups.stream().mapToInt(group -> group.group().files()).sum();
  }

  private Optional<MaintenanceEntry> run(String name, MaintenanceAction due) {
    TableAction action = upkeep.of(name).actions().get(due);
    Begun begun = new Begun(name, due, now());
    try {
      Optional<Table> found = tables.find(name);
      if (found.isEmpty()) {
        LOG.info("{}: {} is left out, the table was dropped", name, due);
        return Optional.empty();
      }
      Table table = found.get();
      boolean dry = upkeep.mode() == Mode.DRY_RUN;
      Effect effect = action.run(table, dry ? Run.DRY : Run.REAL);
      if (effect.isNothing()) {
        if (!effect.detail().isEmpty()) {
          LOG.info("{}: {} has nothing to do, {}", name, due, effect.detail());
        }
        return Optional.empty();
      }
      Outcome outcome = dry ? Outcome.PLANNED : Outcome.DONE;
      return Optional.of(begun.ended(now(), outcome, effect, table));
    } catch (RuntimeException e) {
      LOG.warn("{}: {} failed, will be retried when it is due again", name, due, e);
      boolean conflict = e instanceof CommitFailedException || e instanceof ValidationException;
      return Optional.of(
          begun.failed(now(), conflict ? Outcome.CONFLICT : Outcome.FAILED, ReportText.failure(e)));
    }
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}

package io.bidlake.maintenance;

import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.compaction.GroupRewriter;
import io.bidlake.maintenance.compaction.GroupRewriter.FilesReplacedException;
import io.bidlake.maintenance.compaction.RewrittenGroup;
import io.bidlake.maintenance.report.ReportText;
import io.bidlake.maintenance.table.TableWork;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.runtime.lake.LakeTables;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites groups of files, one after the other. Emits the result of each group, including
 * failures, which leave the table unchanged.
 *
 * <p>Waiting groups are part of Flink's state. Groups that were planned before a restart are
 * discarded, because the planner starts again then.
 */
final class RewriteGroups extends TableWork<FileGroup, RewrittenGroup> {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(RewriteGroups.class);

  private final Upkeep upkeep;

  RewriteGroups(Upkeep upkeep, LakeTables tables) {
    super(tables);
    this.upkeep = upkeep;
  }

  @Override
  protected List<RewrittenGroup> results(FileGroup group) {
    return List.of(rewritten(group));
  }

  private RewrittenGroup rewritten(FileGroup group) {
    if (!group.run().equals(PlanPasses.runOf(getRuntimeContext()))) {
      return RewrittenGroup.failed(group, "discarded at a restart");
    }
    try {
      return new GroupRewriter(upkeep.of(group.table()).compaction(), upkeep.spillFolder())
          .rewrite(tables().load(group.table()), group);
    } catch (FilesReplacedException e) {
      return RewrittenGroup.failed(group, e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.warn("{}: {} files could not be rewritten", group.table(), group.files(), e);
      return RewrittenGroup.failed(group, ReportText.failure(e));
    }
  }
}

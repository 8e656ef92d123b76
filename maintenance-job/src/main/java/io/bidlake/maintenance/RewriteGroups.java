package io.bidlake.maintenance;

import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.compaction.FilesReplacedException;
import io.bidlake.maintenance.compaction.GroupRewriter;
import io.bidlake.maintenance.compaction.RewrittenGroup;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites groups of files, one after the other. Emits for each group what became of it: that it
 * failed is a result too, and leaves the table as it was.
 *
 * <p>Groups that wait are part of Flink's state. Those that were planned before a restart are given
 * up, because the planner begins anew then.
 */
final class RewriteGroups extends RichAsyncFunction<FileGroup, RewrittenGroup> {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(RewriteGroups.class);

  private final Upkeep upkeep;
  private final TableLoaders tables;

  private transient WorkerThread worker;
  private transient String run;

  RewriteGroups(Upkeep upkeep, TableLoaders tables) {
    this.upkeep = upkeep;
    this.tables = tables;
  }

  @Override
  public void open(OpenContext context) {
    tables.open();
    worker = new WorkerThread(getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks());
    run = RunName.of(getRuntimeContext());
  }

  @Override
  public void asyncInvoke(FileGroup group, ResultFuture<RewrittenGroup> result) {
    worker.run(() -> List.of(rewritten(group)), result);
  }

  private RewrittenGroup rewritten(FileGroup group) {
    if (!group.run().equals(run)) {
      return RewrittenGroup.failed(group, "given up at a restart");
    }
    try {
      return new GroupRewriter(upkeep.of(group.table()).compaction(), upkeep.spillFolder())
          .rewrite(tables.load(group.table()), group);
    } catch (FilesReplacedException e) {
      return RewrittenGroup.failed(group, e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.warn("{}: {} files could not be rewritten", group.table(), group.files(), e);
      return RewrittenGroup.failed(group, Failures.text(e));
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

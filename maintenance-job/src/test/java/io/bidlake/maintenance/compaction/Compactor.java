package io.bidlake.maintenance.compaction;

import io.bidlake.maintenance.compaction.Compaction.Plan;
import io.bidlake.maintenance.compaction.CompactionSettings.Order;
import io.bidlake.maintenance.compaction.CompactionSettings.Selection;
import io.bidlake.maintenance.testing.TestTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compacts a table in one thread, step by step. */
final class Compactor {

  static final CompactionSettings ALL =
      new CompactionSettings(
          Selection.ALL, null, 2, 1L << 30, 1000, 1L << 40, 10_000, 10, Order.TABLE, 1L << 20);

  private final TestTable table;
  private final Path folder;
  private final CompactionSettings settings;

  Compactor(TestTable table, Path folder, CompactionSettings settings) {
    this.table = table;
    this.folder = folder;
    this.settings = settings;
  }

  Plan plan() {
    return new Compaction(settings).plan(table.table());
  }

  List<RewrittenGroup> rewrite(Plan plan) throws IOException {
    List<RewrittenGroup> rewritten = new ArrayList<>();
    for (FileGroup group : plan.groups()) {
      rewritten.add(new GroupRewriter(settings, folder).rewrite(table.table(), group));
    }
    return rewritten;
  }

  /** The groups that were in conflict. */
  List<RewrittenGroup> commit(List<RewrittenGroup> groups) {
    return new GroupCommit(table.table()).commit(groups);
  }

  /** All of it at once; the groups that were rewritten. */
  List<RewrittenGroup> compact() throws IOException {
    List<RewrittenGroup> rewritten = rewrite(plan());
    if (!rewritten.isEmpty()) {
      commit(rewritten);
    }
    return rewritten;
  }

  static CompactionSettings withTarget(long bytes) {
    return new CompactionSettings(
        Selection.ALL, bytes, 2, 1L << 30, 1000, 1L << 40, 10_000, 10, Order.TABLE, 1L << 20);
  }
}

package io.bidlake.maintenance.compaction;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.RewriteFileGroup;

/** Plans the compaction of a table: which files to rewrite together. */
public final class Compaction {

  private final CompactionSettings settings;

  public Compaction(CompactionSettings settings) {
    this.settings = settings;
  }

  /**
   * The plan of a pass.
   *
   * @param groups groups to rewrite, those with the most files first; empty if there is nothing to
   *     compact
   * @param later number of groups that are left to the next pass
   */
  public record Plan(List<FileGroup> groups, int later) {

    /** Nothing to compact. */
    public static final Plan NOTHING = new Plan(List.of(), 0);

    public boolean isEmpty() {
      return groups.isEmpty();
    }

    public long files() {
      return groups.stream().mapToLong(FileGroup::files).sum();
    }

    public long outputFiles() {
      return groups.stream().mapToLong(FileGroup::outputFiles).sum();
    }

    public long bytes() {
      return groups.stream().mapToLong(FileGroup::bytes).sum();
    }
  }

  /**
   * Plans a pass.
   *
   * @param name name of the table within the namespace
   * @param pass id of the pass
   * @param run id of this run of the job
   */
  public Plan plan(Table table, String name, String pass, String run) {
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return Plan.NOTHING;
    }
    List<FileGroup> groups = new ArrayList<>();
    int later = 0;
    long files = 0;
    long bytes = 0;
    for (RewriteFileGroup planned :
        new CompactionPlanner(table, snapshot.snapshotId(), settings).plan().groups()) {
      List<FileScanTask> tasks = planned.fileScanTasks();
      files += tasks.size();
      bytes += planned.inputFilesSizeInBytes();
      boolean fits = files <= settings.maxPassFiles() && bytes <= settings.maxPassBytes();
      if (!fits && !groups.isEmpty()) {
        later++;
        continue;
      }
      groups.add(
          new FileGroup(
              name,
              pass,
              snapshot.snapshotId(),
              run,
              tasks.size(),
              planned.inputFilesSizeInBytes(),
              planned.expectedOutputFiles(),
              planned.inputSplitSize(),
              FileGroup.haveDeletes(tasks),
              FileGroup.serialized(tasks)));
    }
    return new Plan(groups, later);
  }
}

package io.bidlake.maintenance.compaction;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.RewriteFileGroup;

/** Plans the compaction of a table: which files to rewrite together. */
public record Compaction(CompactionSettings settings) {

  /**
   * The plan of a pass.
   *
   * @param groups groups to rewrite, those with the most files first; empty if there is nothing to
   *     compact
   * @param later number of groups that are left to the next pass
   */
  public record Plan(List<FileGroup> groups, int later) {

    /** Groups are worth a commit of their own if they have one of so many parts of a full file. */
    private static final int PARTS_OF_A_FILE = 4;

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

    /**
     * Returns the groups divided into those that are committed together. The longer files with
     * deletes wait, the likelier it is that another delete conflicts with the rewrite, so each
     * group with deletes is committed alone.
     *
     * @param mostGroups maximum number of groups per commit
     */
    public List<List<FileGroup>> commits(long mostGroups) {
      List<List<FileGroup>> commits = new ArrayList<>();
      List<FileGroup> open = new ArrayList<>();
      long bytes = 0;
      for (FileGroup group : groups) {
        if (group.haveDeletes()) {
          commits.add(List.of(group));
          continue;
        }
        open.add(group);
        bytes += group.bytes();
        // The rest is work for the other tasks.
        if (open.size() >= mostGroups || bytes >= group.outputBytes() / PARTS_OF_A_FILE) {
          commits.add(List.copyOf(open));
          open.clear();
          bytes = 0;
        }
      }
      if (!open.isEmpty()) {
        commits.add(List.copyOf(open));
      }
      return commits;
    }
  }

  /** Plans a pass. */
  public Plan plan(Table table) {
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
              snapshot.snapshotId(),
              List.copyOf(tasks),
              planned.expectedOutputFiles(),
              planned.inputSplitSize()));
    }
    return new Plan(groups, later);
  }
}

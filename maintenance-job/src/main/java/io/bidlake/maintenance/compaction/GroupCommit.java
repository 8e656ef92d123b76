package io.bidlake.maintenance.compaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.ImmutableRewriteDataFiles;
import org.apache.iceberg.actions.RewriteDataFiles.FileGroupInfo;
import org.apache.iceberg.actions.RewriteDataFilesCommitManager;
import org.apache.iceberg.actions.RewriteFileGroup;
import org.apache.iceberg.exceptions.CleanableFailure;
import org.apache.iceberg.exceptions.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts rewritten files in the place of the old ones. A delete that came since the old ones were
 * read is a conflict: the new files do not know it.
 *
 * <p>Iceberg could keep such deletes in force by the sequence number of the snapshot that was read,
 * and does so by default. But then it may drop the very deletes with the commit, and the rows are
 * back (apache/iceberg#10962).
 */
public final class GroupCommit {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private final Table table;
  private final Map<String, String> summary;

  /**
   * @param table the table as it is now
   * @param summary what the summaries of the snapshots say beyond Iceberg's own figures
   */
  public GroupCommit(Table table, Map<String, String> summary) {
    this.table = table;
    this.summary = Map.copyOf(summary);
  }

  /**
   * Commits groups of one pass together or, when one of them is in the way, each by itself.
   *
   * @return the groups that could not be committed because somebody else replaced or deleted in
   *     their files; what was written for them is gone
   * @throws RuntimeException what else keeps Iceberg from committing
   */
  public List<RewrittenGroup> commit(List<RewrittenGroup> groups) {
    List<RewrittenGroup> conflicting = new ArrayList<>();
    List<RewrittenGroup> possible = new ArrayList<>();
    for (RewrittenGroup group : groups) {
      // Once it is expired nobody can tell any more what was deleted since.
      boolean known = table.snapshot(group.group().snapshotId()) != null;
      (known ? possible : conflicting).add(group);
    }
    conflicting.forEach(this::abort);
    if (!possible.isEmpty()) {
      conflicting.addAll(commitTogether(possible));
    }
    return conflicting;
  }

  private List<RewrittenGroup> commitTogether(List<RewrittenGroup> groups) {
    try {
      manager(groups).commitFileGroups(converted(groups));
      return List.of();
    } catch (ValidationException e) {
      if (groups.size() > 1) {
        return commitOneByOne(groups);
      }
      LOG.info("{}: files were changed by somebody else meanwhile", table.name(), e);
      groups.forEach(this::abort);
      return groups;
    } catch (RuntimeException e) {
      if (e instanceof CleanableFailure) {
        // Certainly not committed; after any other failure the files may be part of the table.
        groups.forEach(this::abort);
      }
      throw e;
    }
  }

  private List<RewrittenGroup> commitOneByOne(List<RewrittenGroup> groups) {
    List<RewrittenGroup> conflicting = new ArrayList<>();
    for (RewrittenGroup group : groups) {
      table.refresh();
      conflicting.addAll(commitTogether(List.of(group)));
    }
    return conflicting;
  }

  private void abort(RewrittenGroup group) {
    manager(List.of(group)).abortFileGroup(converted(group));
  }

  private RewriteDataFilesCommitManager manager(List<RewrittenGroup> groups) {
    long oldest =
        groups.stream()
            .map(group -> group.group().snapshotId())
            .min(Comparator.comparing(this::sequenceNumber))
            .orElseThrow();
    return new RewriteDataFilesCommitManager(table, oldest, false, summary);
  }

  private long sequenceNumber(long snapshotId) {
    Snapshot snapshot = table.snapshot(snapshotId);
    return snapshot == null ? 0 : snapshot.sequenceNumber();
  }

  private static Set<RewriteFileGroup> converted(List<RewrittenGroup> groups) {
    return groups.stream().map(GroupCommit::converted).collect(Collectors.toSet());
  }

  private static RewriteFileGroup converted(RewrittenGroup group) {
    FileGroupInfo info =
        ImmutableRewriteDataFiles.FileGroupInfo.builder()
            .globalIndex(0)
            .partitionIndex(0)
            .partition(group.group().fileTasks().get(0).partition())
            .build();
    RewriteFileGroup converted = new RewriteFileGroup(info, group.group().fileTasks(), 0, 0, 0, 0);
    converted.setOutputFiles(new HashSet<>(group.writtenFiles()));
    return converted;
  }
}

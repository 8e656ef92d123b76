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
 * Replaces files by their rewritten versions. A delete that was committed after the old files were
 * read is a conflict, because the new files do not reflect it.
 *
 * <p>By default, Iceberg keeps such deletes effective by giving the new files the sequence number
 * of the snapshot that was read. But the same commit may then drop these deletes, so that deleted
 * rows reappear (apache/iceberg#10962).
 *
 * @param table current table
 */
public record GroupCommit(Table table) {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /**
   * Commits groups of one pass together or, if one of them conflicts, one by one.
   *
   * @return the groups that could not be committed because another writer replaced their files or
   *     deleted rows in them; their new files have been deleted
   * @throws RuntimeException if Iceberg fails for another reason
   */
  public List<RewrittenGroup> commit(List<RewrittenGroup> groups) {
    List<RewrittenGroup> conflicting = new ArrayList<>();
    List<RewrittenGroup> possible = new ArrayList<>();
    for (RewrittenGroup group : groups) {
      // If the snapshot has expired, later deletes cannot be determined.
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
      LOG.info("{}: files were changed by another writer", table.name(), e);
      groups.forEach(this::abort);
      return groups;
    } catch (RuntimeException e) {
      if (e instanceof CleanableFailure) {
        // The commit has certainly failed; after any other exception, the files may be part of the
        // table.
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
    return new RewriteDataFilesCommitManager(table, oldest, false, Map.of());
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
            .partition(group.group().tasks().get(0).partition())
            .build();
    RewriteFileGroup converted = new RewriteFileGroup(info, group.group().tasks(), 0, 0, 0, 0);
    converted.setOutputFiles(new HashSet<>(group.written()));
    return converted;
  }
}

package io.bidlake.maintenance.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;

/**
 * Keeps the files that Flink sinks have written and will commit when they are restored, maybe long
 * after: the manifests that lie about and all that they list.
 */
final class PendingCommits {

  private static final int ATTEMPTS = 5;

  private final List<FileInfo> manifests = new ArrayList<>();

  /** Notes a file if it is a sink's manifest. */
  void note(FileInfo file) {
    if (FlinkManifestName.of(file.location()).isPresent()) {
      manifests.add(file);
    }
  }

  /**
   * Brings the references up to date and adds the files that are still to be committed. A manifest
   * that is gone was just committed: its files are in the table's next version then.
   */
  void addTo(TableReferences references, Table table) {
    for (int attempt = 1; ; attempt++) {
      table.refresh();
      references.update(table);
      Object version = version(table);
      try {
        addPending(references, table);
        return;
      } catch (UnreadableManifestException e) {
        table.refresh();
        if (attempt == ATTEMPTS || Objects.equals(version, version(table))) {
          throw e;
        }
      }
    }
  }

  private void addPending(TableReferences references, Table table) {
    CommittedCheckpoints committed = CommittedCheckpoints.of(table);
    for (FileInfo file : manifests) {
      FlinkManifestName name = FlinkManifestName.of(file.location()).orElseThrow();
      if (committed.isPending(name)) {
        references.add(file.location());
        try {
          PendingManifest.of(file).readPaths(table.io(), references::add);
        } catch (RuntimeException e) {
          throw new UnreadableManifestException(table.name(), file.location(), name, e);
        }
      }
    }
  }

  private static Object version(Table table) {
    return table.currentSnapshot() == null ? null : table.currentSnapshot().snapshotId();
  }
}

package io.bidlake.maintenance.action.orphans;

import io.bidlake.maintenance.action.FlinkWriter;
import io.bidlake.maintenance.action.FlinkWriter.FlinkCommit;
import io.bidlake.maintenance.action.FlinkWriter.FlinkManifestName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.InternalData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.StructType;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Protects the files that Flink sinks have written but not committed: their manifests and the files
 * that these list. A sink may commit them much later, when it is restored.
 */
final class PendingCommits {

  private static final int ATTEMPTS = 5;

  /**
   * Projection of a manifest entry to the location of its file, with the field ids of Iceberg's
   * format.
   */
  private static final Schema LOCATIONS =
      new Schema(
          NestedField.required(
              2,
              "data_file",
              StructType.of(NestedField.required(100, "file_path", StringType.get()))));

  private final List<FileInfo> manifests = new ArrayList<>();

  /** Records a file if it is the manifest of a Flink sink. */
  void note(FileInfo file) {
    if (FlinkManifestName.of(file.location()).isPresent()) {
      manifests.add(file);
    }
  }

  /**
   * Updates the references and adds the files of pending commits. A manifest that no longer exists
   * has just been committed, so its files are in the next version of the table.
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
    List<Map<FlinkWriter, Long>> committed = committed(table);
    for (FileInfo file : manifests) {
      FlinkManifestName name = FlinkManifestName.of(file.location()).orElseThrow();
      if (isPending(name, committed)) {
        references.add(file.location());
        try {
          addFilesOf(file, table.io(), references);
        } catch (RuntimeException e) {
          throw new UnreadableManifestException(table.name(), file.location(), name, e);
        }
      }
    }
  }

  /**
   * Reads only the locations, whose fields are the same in manifests of any content and partition
   * spec. Iceberg's manifest reader would require metadata that only a manifest list contains.
   */
  private static void addFilesOf(FileInfo manifest, FileIO io, TableReferences references) {
    InputFile file = io.newInputFile(manifest.location(), manifest.size());
    try (CloseableIterable<StructLike> entries =
        InternalData.read(FileFormat.AVRO, file).project(LOCATIONS).build()) {
      for (StructLike entry : entries) {
        references.add(entry.get(0, StructLike.class).get(0, String.class));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object version(Table table) {
    return table.currentSnapshot() == null ? null : table.currentSnapshot().snapshotId();
  }

  /**
   * Returns the last committed checkpoint of each Flink sink by branch. As the sink itself does
   * when it is restored, it takes the checkpoint from the newest snapshot of the sink on the
   * branch.
   */
  private static List<Map<FlinkWriter, Long>> committed(Table table) {
    List<Map<FlinkWriter, Long>> byBranch = new ArrayList<>();
    for (SnapshotRef ref : table.refs().values()) {
      if (ref.isBranch()) {
        Map<FlinkWriter, Long> newest = new HashMap<>();
        for (Snapshot snapshot : SnapshotUtil.ancestorsOf(ref.snapshotId(), table::snapshot)) {
          FlinkCommit.of(snapshot)
              .ifPresent(commit -> newest.putIfAbsent(commit.writer(), commit.checkpointId()));
        }
        byBranch.add(newest);
      }
    }
    return byBranch;
  }

  /**
   * Returns whether a restored sink may still commit the manifest. The branch to which the sink
   * writes is unknown here, so a checkpoint counts as committed only if all branches contain it.
   */
  private static boolean isPending(
      FlinkManifestName manifest, List<Map<FlinkWriter, Long>> committed) {
    return committed.isEmpty()
        || committed.stream()
            .anyMatch(
                newest -> newest.getOrDefault(manifest.writer(), -1L) < manifest.checkpointId());
  }

  /** Thrown when the manifest of a pending commit cannot be read, so that its files are unknown. */
  public static final class UnreadableManifestException extends RuntimeException {

    UnreadableManifestException(
        String table, String location, FlinkManifestName name, Throwable cause) {
      super(
          ("no file of %s was removed: %s must be readable, because job %s has not committed its"
                  + " checkpoint %d yet and the files in it must stay, but: %s")
              .formatted(
                  table, location, name.writer().jobId(), name.checkpointId(), cause.getMessage()),
          cause);
    }
  }
}

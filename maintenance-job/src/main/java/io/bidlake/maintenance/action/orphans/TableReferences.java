package io.bidlake.maintenance.action.orphans;

import com.google.common.collect.Iterables;
import io.bidlake.maintenance.action.FilePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.Tasks;
import org.apache.iceberg.util.ThreadPools;

/**
 * All files that a table refers to, of any snapshot that it has. Can be brought up to date when the
 * table has changed, which reads only what is new; it forgets nothing.
 */
final class TableReferences {

  private final FileNames files = new FileNames();
  private final Set<String> metadataPaths = new HashSet<>();
  private final Set<Long> snapshots = new HashSet<>();
  private final Set<String> manifests = new HashSet<>();

  boolean contains(String location) {
    return files.contains(location);
  }

  void add(String location) {
    files.add(location);
  }

  /** Whether a metadata file is in the table's log: here the folder counts, too. */
  boolean containsMetadata(String location) {
    return metadataPaths.contains(FilePath.of(location));
  }

  /** Adds what the table refers to now. Throws where anything of it cannot be read. */
  void update(Table table) {
    for (String location : ReachableFileUtil.metadataFileLocations(table, false)) {
      files.add(location);
      metadataPaths.add(FilePath.of(location));
    }
    files.add(ReachableFileUtil.versionHintLocation(table));
    table.statisticsFiles().forEach(file -> files.add(file.path()));
    table.partitionStatisticsFiles().forEach(file -> files.add(file.path()));

    Map<String, ManifestFile> unread = new ConcurrentHashMap<>();
    Set<Long> added = ConcurrentHashMap.newKeySet();
    inParallel(Iterables.filter(table.snapshots(), it -> !snapshots.contains(it.snapshotId())))
        .run(
            snapshot -> {
              manifestsOf(snapshot, table).forEach(file -> unread.putIfAbsent(file.path(), file));
              added.add(snapshot.snapshotId());
            });
    unread.keySet().removeAll(manifests);
    inParallel(unread.values()).run(manifest -> addFilesOf(manifest, table));
    manifests.addAll(unread.keySet());
    snapshots.addAll(added);
  }

  private List<ManifestFile> manifestsOf(Snapshot snapshot, Table table) {
    if (snapshot.manifestListLocation() == null) {
      return snapshot.allManifests(table.io());
    }
    files.add(snapshot.manifestListLocation());
    // A snapshot keeps its manifests once it has read them: with thousands of snapshots that is
    // more than the heap. A copy of it takes them along when it goes.
    return SnapshotParser.fromJson(SnapshotParser.toJson(snapshot)).allManifests(table.io());
  }

  private void addFilesOf(ManifestFile manifest, Table table) {
    files.add(manifest.path());
    // Live files only: one that a snapshot marks as deleted is needed by the snapshots before it,
    // and those that are left have a manifest in which it is live.
    try (ManifestReader<? extends ContentFile<?>> reader =
            manifest.content() == ManifestContent.DATA
                ? ManifestFiles.read(manifest, table.io(), table.specs())
                : ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs());
        CloseableIterable<? extends ContentFile<?>> live = reader.select(List.of("file_path"))) {
      live.forEach(file -> files.add(file.location()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> Tasks.Builder<T> inParallel(Iterable<T> items) {
    return Tasks.foreach(items)
        .executeWith(ThreadPools.getWorkerPool())
        .stopOnFailure()
        .throwFailureWhenFinished();
  }
}

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
 * All files that a table references, from any of its snapshots. An update after a change of the
 * table reads only new snapshots and manifests, and never removes a reference.
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

  /**
   * Returns whether a metadata file is in the table's metadata log; unlike {@link #contains}, this
   * compares the whole path.
   */
  boolean containsMetadata(String location) {
    return metadataPaths.contains(FilePath.of(location));
  }

  /** Adds the current references of the table. Throws if any of them cannot be read. */
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
    // A snapshot caches its manifests once it has read them; for thousands of snapshots they exceed
    // the heap. Read them from a copy, which is garbage collected with its cache.
    return SnapshotParser.fromJson(SnapshotParser.toJson(snapshot)).allManifests(table.io());
  }

  private void addFilesOf(ManifestFile manifest, Table table) {
    files.add(manifest.path());
    // Only live files: a file that a snapshot marks as deleted is needed only by earlier snapshots,
    // and if these still exist, one of their manifests lists it as live.
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

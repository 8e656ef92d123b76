package io.bidlake.maintenance.action;

import static org.apache.iceberg.TableProperties.MANIFEST_TARGET_SIZE_BYTES;
import static org.apache.iceberg.TableProperties.MANIFEST_TARGET_SIZE_BYTES_DEFAULT;

import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.events.CreateSnapshotEvent;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Merges small data manifests, clustered by the first partition field, so that readers open few
 * manifests and can still skip those of other partitions.
 */
public record RewriteManifests(ManifestSettings settings) implements TableAction {

  @Override
  public Effect run(Table table, Run run) {
    table.refresh();
    Map<Integer, List<ManifestFile>> small = small(table);
    if (!isWorthwhile(table, small)) {
      return Effect.nothing();
    }
    return run == Run.DRY
        ? effect(small, merged(table, small), -1, "manifests after are an estimate")
        : merge(table, small);
  }

  /** Merges manifests that are grouped by partition spec. */
  Effect merge(Table table, Map<Integer, List<ManifestFile>> small) {
    Map<Integer, ManifestRanges> ranges = ranges(table, small);
    Set<String> chosen =
        small.values().stream()
            .flatMap(List::stream)
            .map(ManifestFile::path)
            .collect(Collectors.toUnmodifiableSet());
    org.apache.iceberg.RewriteManifests rewrite =
        table
            .rewriteManifests()
            .rewriteIf(manifest -> chosen.contains(manifest.path()))
            .clusterBy(file -> ranges.get(file.specId()).rangeOf(file));
    rewrite.commit();
    long id = ((CreateSnapshotEvent) rewrite.updateEvent()).snapshotId();
    List<ManifestFile> written =
        table.snapshot(id).dataManifests(table.io()).stream()
            .filter(manifest -> manifest.snapshotId() == id)
            .toList();
    return effect(
        small, written.size(), written.stream().mapToLong(ManifestFile::length).sum(), "");
  }

  /**
   * Returns the small data manifests by partition spec; a single one cannot be merged and is left
   * out.
   */
  static Map<Integer, List<ManifestFile>> small(Table table) {
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return Map.of();
    }
    long limit = targetBytes(table) / 2;
    Map<Integer, List<ManifestFile>> bySpec =
        snapshot.dataManifests(table.io()).stream()
            .filter(manifest -> manifest.length() < limit)
            .collect(Collectors.groupingBy(ManifestFile::partitionSpecId));
    bySpec.values().removeIf(manifests -> manifests.size() < 2);
    return bySpec;
  }

  private boolean isWorthwhile(Table table, Map<Integer, List<ManifestFile>> small) {
    long count = count(small);
    return count >= settings.minCount() && merged(table, small) < count;
  }

  private static long merged(Table table, Map<Integer, List<ManifestFile>> small) {
    return ranges(table, small).values().stream().mapToLong(ManifestRanges::count).sum();
  }

  private static Map<Integer, ManifestRanges> ranges(
      Table table, Map<Integer, List<ManifestFile>> small) {
    return small.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey,
                entry ->
                    ManifestRanges.of(
                        table.specs().get(entry.getKey()), entry.getValue(), targetBytes(table))));
  }

  private static long count(Map<Integer, List<ManifestFile>> small) {
    return small.values().stream().mapToLong(List::size).sum();
  }

  private static long targetBytes(Table table) {
    return PropertyUtil.propertyAsLong(
        table.properties(), MANIFEST_TARGET_SIZE_BYTES, MANIFEST_TARGET_SIZE_BYTES_DEFAULT);
  }

  private static Effect effect(
      Map<Integer, List<ManifestFile>> small, long after, long bytesAfter, String detail) {
    long bytesBefore =
        small.values().stream().flatMap(List::stream).mapToLong(ManifestFile::length).sum();
    return new Effect(count(small), after, bytesBefore, bytesAfter, detail);
  }

  /**
   * Settings of the rewriting of manifests.
   *
   * @param minCount minimum number of small manifests
   */
  public record ManifestSettings(long minCount) implements Serializable {

    public static ManifestSettings read(Settings settings) {
      return new ManifestSettings(
          settings.wholeNumber(
              "manifests.min-count",
              30,
              2,
              Integer.MAX_VALUE,
              "Number of small manifests from which they are merged"));
    }
  }
}

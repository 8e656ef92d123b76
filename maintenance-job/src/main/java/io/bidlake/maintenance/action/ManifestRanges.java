package io.bidlake.maintenance.action;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;

/**
 * Divides the files of small manifests into ranges of the first partition field, one per manifest
 * of the target size. One manifest per value would again produce many small manifests, which would
 * be merged repeatedly.
 *
 * @param starts lowest value of each range but the first
 */
record ManifestRanges(List<Object> starts, Comparator<Object> order) {

  private static final ManifestRanges ONE =
      new ManifestRanges(List.of(), Comparator.comparing(Object::toString));

  static ManifestRanges of(PartitionSpec spec, List<ManifestFile> manifests, long targetBytes) {
    if (spec.isUnpartitioned()) {
      return ONE;
    }
    Type type = spec.partitionType().fields().get(0).type();
    Comparator<Object> order =
        Comparator.nullsFirst(Comparators.<Object>forType(type.asPrimitiveType()));
    List<ManifestFile> sorted = new ArrayList<>(manifests);
    sorted.sort(Comparator.comparing(manifest -> lowest(manifest, type), order));
    List<Object> starts = new ArrayList<>();
    long bytes = 0;
    for (ManifestFile manifest : sorted) {
      if (bytes >= targetBytes) {
        starts.add(lowest(manifest, type));
        bytes = 0;
      }
      bytes += manifest.length();
    }
    return starts.isEmpty() ? ONE : new ManifestRanges(starts, order);
  }

  /** Returns the expected number of manifests. */
  int count() {
    return starts.size() + 1;
  }

  /** Returns the index of the range that contains a file. */
  int rangeOf(DataFile file) {
    if (starts.isEmpty()) {
      return 0;
    }
    Object value = file.partition().get(0, Object.class);
    int range = 0;
    while (range < starts.size() && order.compare(starts.get(range), value) <= 0) {
      range++;
    }
    return range;
  }

  private static Object lowest(ManifestFile manifest, Type type) {
    // Old writers omit the partition summaries: treat such a manifest as if it contained nulls.
    return manifest.partitions() == null || manifest.partitions().isEmpty()
        ? null
        : Conversions.fromByteBuffer(type, manifest.partitions().get(0).lowerBound());
  }
}

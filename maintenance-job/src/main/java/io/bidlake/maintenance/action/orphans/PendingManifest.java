package io.bidlake.maintenance.action.orphans;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;

/**
 * A manifest that a Flink sink has not committed yet. No manifest list describes it, so all that is
 * known is where it is and how long; that is enough to read the locations of its files.
 */
record PendingManifest(String path, long length) implements ManifestFile {

  static PendingManifest of(FileInfo file) {
    return new PendingManifest(file.location(), file.size());
  }

  /** Locations of the files in it, data files or delete files. */
  void readPaths(FileIO io, Consumer<String> consumer) {
    // Nothing but the location is read, and that is where it is in manifests of any content and any
    // partitioning.
    Map<Integer, PartitionSpec> specs = Map.of(partitionSpecId(), PartitionSpec.unpartitioned());
    try (ManifestReader<DataFile> reader = ManifestFiles.read(this, io, specs);
        CloseableIterable<DataFile> files = reader.select(List.of("file_path"))) {
      files.forEach(file -> consumer.accept(file.location()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int partitionSpecId() {
    return 0;
  }

  @Override
  public ManifestContent content() {
    return ManifestContent.DATA;
  }

  @Override
  public long sequenceNumber() {
    return 0;
  }

  @Override
  public long minSequenceNumber() {
    return 0;
  }

  @Override
  public Long snapshotId() {
    return 0L;
  }

  @Override
  public Integer addedFilesCount() {
    return null;
  }

  @Override
  public Long addedRowsCount() {
    return null;
  }

  @Override
  public Integer existingFilesCount() {
    return null;
  }

  @Override
  public Long existingRowsCount() {
    return null;
  }

  @Override
  public Integer deletedFilesCount() {
    return null;
  }

  @Override
  public Long deletedRowsCount() {
    return null;
  }

  @Override
  public List<PartitionFieldSummary> partitions() {
    return null;
  }

  @Override
  public ManifestFile copy() {
    return this;
  }
}

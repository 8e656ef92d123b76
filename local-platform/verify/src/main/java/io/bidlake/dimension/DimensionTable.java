package io.bidlake.dimension;

import io.bidlake.tables.Dimension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.Tasks;

/**
 * The table of a dimension. Dimensions are small, so the rows are read, merged with those of a file
 * and written anew as one file, in one commit; a file that says nothing new leaves no commit.
 */
final class DimensionTable {

  private static final int TRIES = 5;

  private final Table table;
  private final Dimension dimension;

  /** The rows of the table by member and time, for the columns that other programs have added. */
  private final Map<List<Object>, Record> rows = new HashMap<>();

  private DimensionTable(Table table, Dimension dimension) {
    this.table = table;
    this.dimension = dimension;
  }

  /**
   * What a load has changed.
   *
   * @param members members of the dimension after it
   * @param added new members
   * @param changed members with other versions than before
   */
  record Change(int members, int added, int changed) {}

  /** Returns the table; creates it if necessary. */
  static DimensionTable of(Catalog catalog, String namespace, Dimension dimension) {
    TableIdentifier id = TableIdentifier.of(Namespace.of(namespace.split("\\.")), dimension.name());
    if (!catalog.tableExists(id)) {
      create(catalog, id, dimension);
    }
    Table table = catalog.loadTable(id);
    List<NestedField> missing =
        dimension.schema().columns().stream()
            .filter(column -> table.schema().findField(column.name()) == null)
            .map(NestedField::asOptional)
            .toList();
    if (!missing.isEmpty()) {
      table.updateSchema().unionByNameWith(new Schema(missing)).commit();
    }
    return new DimensionTable(table, dimension);
  }

  private static void create(Catalog catalog, TableIdentifier id, Dimension dimension) {
    try {
      if (catalog instanceof SupportsNamespaces namespaces
          && !namespaces.namespaceExists(id.namespace())) {
        namespaces.createNamespace(id.namespace());
      }
      catalog
          .buildTable(id, dimension.schema())
          .withPartitionSpec(dimension.partitioning())
          .withSortOrder(dimension.sortOrder())
          .withProperties(dimension.properties())
          .create();
    } catch (RuntimeException e) {
      // Another load may have created it at the same time.
      if (!catalog.tableExists(id)) {
        throw e;
      }
    }
  }

  /** Merges what a file says into the table. If another program changes the table, tries again. */
  Change merge(List<Entry> entries, Instant now) {
    Change[] change = new Change[1];
    Tasks.foreach(table)
        .retry(TRIES)
        .exponentialBackoff(100, 5_000, 60_000, 2)
        .onlyRetryOn(CommitFailedException.class, ValidationException.class)
        .run(it -> change[0] = mergeOnce(entries, now));
    if (change[0].added() + change[0].changed() > 0) {
      // Maintenance knows the tables of the jobs only. The table's properties say what is old.
      table.expireSnapshots().commit();
    }
    return change[0];
  }

  private Change mergeOnce(List<Entry> entries, Instant now) {
    table.refresh();
    Snapshot snapshot = table.currentSnapshot();
    Map<String, List<Version>> before = read(snapshot);
    Map<String, List<Entry>> byMember = new LinkedHashMap<>();
    entries.forEach(
        entry -> byMember.computeIfAbsent(entry.id(), id -> new ArrayList<>()).add(entry));
    Map<String, List<Version>> after = new TreeMap<>(before);
    int added = 0;
    int changed = 0;
    for (Map.Entry<String, List<Entry>> member : byMember.entrySet()) {
      List<Version> known = before.getOrDefault(member.getKey(), List.of());
      History history = new History(dimension, now, known);
      history.add(member.getValue());
      List<Version> versions = history.versions();
      after.put(member.getKey(), versions);
      if (known.isEmpty()) {
        added++;
      } else if (!versions.equals(known)) {
        changed++;
      }
    }
    if (added + changed > 0) {
      replace(snapshot, after);
    }
    return new Change(after.size(), added, changed);
  }

  private Map<String, List<Version>> read(Snapshot snapshot) {
    Map<String, List<Version>> members = new HashMap<>();
    rows.clear();
    if (snapshot == null) {
      return members;
    }
    try (CloseableIterable<Record> read =
        IcebergGenerics.read(table)
            .useSnapshot(snapshot.snapshotId())
            .project(table.schema())
            .build()) {
      for (Record row : read) {
        List<Object> values = new ArrayList<>();
        dimension.attributes().forEach(attribute -> values.add(row.getField(attribute.name())));
        Instant from = ((OffsetDateTime) row.getField(Dimension.VALID_FROM)).toInstant();
        Version version = new Version(from, values);
        members.computeIfAbsent((String) values.get(0), id -> new ArrayList<>()).add(version);
        rows.put(List.of(values.get(0), from), row.copy());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    members.values().forEach(versions -> versions.sort(Comparator.comparing(Version::from)));
    return members;
  }

  private void replace(Snapshot snapshot, Map<String, List<Version>> members) {
    DataFile written = write(members);
    OverwriteFiles overwrite = table.newOverwrite().addFile(written);
    if (snapshot != null) {
      try (CloseableIterable<FileScanTask> files =
          table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
        files.forEach(file -> overwrite.deleteFile(file.file()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      overwrite.validateFromSnapshot(snapshot.snapshotId());
    }
    try {
      overwrite
          .conflictDetectionFilter(Expressions.alwaysTrue())
          .validateNoConflictingData()
          .validateNoConflictingDeletes()
          .commit();
    } catch (CommitFailedException | ValidationException e) {
      table.io().deleteFile(written.location());
      throw e;
    }
  }

  private DataFile write(Map<String, List<Version>> members) {
    String path = table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet");
    DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .dataFileFormat(FileFormat.PARQUET)
            .dataSortOrder(table.sortOrder())
            .build()
            .newDataWriter(
                EncryptedFiles.plainAsEncryptedOutput(table.io().newOutputFile(path)),
                table.spec(),
                null);
    try (writer) {
      for (List<Version> versions : members.values()) {
        for (int i = 0; i < versions.size(); i++) {
          Instant end = i + 1 == versions.size() ? null : versions.get(i + 1).from();
          writer.write(row(versions.get(i), end));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toDataFile();
  }

  private Record row(Version version, Instant end) {
    Record before = rows.get(List.of(version.values().get(0), version.from()));
    Record row = before == null ? GenericRecord.create(table.schema()) : before;
    for (int i = 0; i < dimension.attributes().size(); i++) {
      row.setField(dimension.attributes().get(i).name(), version.values().get(i));
    }
    row.setField(Dimension.VALID_FROM, version.from().atOffset(ZoneOffset.UTC));
    row.setField(Dimension.VALID_TO, end == null ? null : end.atOffset(ZoneOffset.UTC));
    row.setField(Dimension.IS_CURRENT, end == null);
    return row;
  }
}

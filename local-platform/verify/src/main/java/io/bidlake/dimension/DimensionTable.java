package io.bidlake.dimension;

import io.bidlake.dimension.DimensionFile.Entry;
import io.bidlake.tables.Dimension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericFileWriterFactory;
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
 *
 * @param table the table
 * @param dimension the columns that files can have
 */
record DimensionTable(Table table, Dimension dimension) {

  private static final int TRIES = 5;

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
    TableIdentifier id = TableIdentifier.parse(namespace + "." + dimension.name());
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
    Map<String, History> members = read(snapshot);
    int added = 0;
    int changed = 0;
    for (Map.Entry<String, List<Entry>> ofMember :
        entries.stream().collect(Collectors.groupingBy(Entry::id)).entrySet()) {
      History history = members.computeIfAbsent(ofMember.getKey(), this::newHistory);
      List<Record> before = history.rows();
      history.add(ofMember.getValue(), now);
      if (before.isEmpty()) {
        added++;
      } else if (!history.rows().equals(before)) {
        changed++;
      }
    }
    if (added + changed > 0) {
      replace(snapshot, members.values());
    }
    return new Change(members.size(), added, changed);
  }

  private History newHistory(String member) {
    return new History(dimension, table.schema());
  }

  /** Returns the versions of each member, by its id. */
  private Map<String, History> read(Snapshot snapshot) {
    Map<String, History> members = new TreeMap<>();
    if (snapshot == null) {
      return members;
    }
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table)
            .useSnapshot(snapshot.snapshotId())
            .project(table.schema())
            .build()) {
      for (Record row : rows) {
        String member = (String) row.getField(dimension.id().name());
        members.computeIfAbsent(member, this::newHistory).addKnown(row.copy());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return members;
  }

  private void replace(Snapshot snapshot, Collection<History> members) {
    DataFile written = write(members);
    OverwriteFiles overwrite =
        table.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue()).addFile(written);
    if (snapshot != null) {
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

  private DataFile write(Collection<History> members) {
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
      members.forEach(history -> writer.write(history.rows()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toDataFile();
  }
}

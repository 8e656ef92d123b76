package io.bidlake.maintenance.action.snapshots;

import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** A table as it is now, whose commits nobody sees: to find out what a commit would do. */
final class DryTableOperations implements TableOperations {

  private final TableOperations real;
  private TableMetadata metadata;

  private DryTableOperations(TableOperations real) {
    this.real = real;
    this.metadata = real.current();
  }

  static Table copyOf(Table table) {
    return new BaseTable(
        new DryTableOperations(((HasTableOperations) table).operations()), table.name());
  }

  @Override
  public TableMetadata current() {
    return metadata;
  }

  @Override
  public TableMetadata refresh() {
    return metadata;
  }

  @Override
  public void commit(TableMetadata base, TableMetadata updated) {
    metadata = updated;
  }

  @Override
  public FileIO io() {
    return real.io();
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return real.metadataFileLocation(fileName);
  }

  @Override
  public LocationProvider locationProvider() {
    return real.locationProvider();
  }
}

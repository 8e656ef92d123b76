package io.bidlake.maintenance.action.snapshots;

import io.bidlake.runtime.lake.DelegatingOperations;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;

/**
 * Operations on a copy of the current table metadata. Commits change only the copy, to find out
 * what they would do.
 */
final class DryTableOperations extends DelegatingOperations {

  private TableMetadata metadata;

  private DryTableOperations(TableOperations real) {
    super(real);
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
}

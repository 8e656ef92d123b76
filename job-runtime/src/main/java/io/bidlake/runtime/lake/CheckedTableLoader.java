package io.bidlake.runtime.lake;

import io.bidlake.tables.TableDefinition;
import java.io.IOException;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.TableLoader;

/**
 * Loads a table whose commits are {@linkplain CheckedCommits checked}. Commits are refused if the
 * rows no longer fit the table, because another program changed or replaced it. Their files stay in
 * the job's state and are committed once the table is repaired.
 */
final class CheckedTableLoader implements TableLoader {

  private static final long serialVersionUID = 1;

  private final TableLoader loader;

  private final TableDefinition<?> definition;

  /** UUID of the table for which the job was built; null until it is loaded. */
  private String uuid;

  CheckedTableLoader(TableLoader loader, TableDefinition<?> definition) {
    this.loader = loader;
    this.definition = definition;
  }

  @Override
  public Table loadTable() {
    BaseTable table = (BaseTable) loader.loadTable();
    if (uuid == null) {
      uuid = table.operations().current().uuid();
    }
    return CheckedCommits.to(
        table, now -> TableEvolution.requireWritable(table.name(), now, definition, uuid));
  }

  @Override
  public void open() {
    loader.open();
  }

  @Override
  public boolean isOpen() {
    return loader.isOpen();
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  @Override
  @SuppressWarnings({"MethodDoesntCallSuperMethod", "checkstyle:NoClone"})
  public TableLoader clone() {
    CheckedTableLoader copy = new CheckedTableLoader(loader.clone(), definition);
    copy.uuid = uuid;
    return copy;
  }
}

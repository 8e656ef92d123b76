package io.bidlake.maintenance.flink;

import io.bidlake.runtime.lake.RowWriter;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.MaintenanceEntry;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.table.data.RowData;

/** Converts entries to rows of {@code maintenance_log}. */
public final class LogRows extends RichMapFunction<MaintenanceEntry, RowData> {

  private static final long serialVersionUID = 1;

  private final TableRows<MaintenanceEntry> table;

  private transient RowWriter<MaintenanceEntry> row;

  public LogRows(TableRows<MaintenanceEntry> table) {
    this.table = table;
  }

  @Override
  public void open(OpenContext context) {
    row = table.writer();
  }

  @Override
  public RowData map(MaintenanceEntry entry) {
    return row.write(entry);
  }
}

package io.bidlake.maintenance;

import io.bidlake.runtime.RowBuilder;
import io.bidlake.runtime.RowLayout;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** Makes rows of {@code maintenance_log} out of reports. */
final class LogRows extends RichMapFunction<ActionReport, RowData> {

  private static final long serialVersionUID = 1;

  private final RowLayout layout;

  private transient RowBuilder row;

  LogRows(RowLayout layout) {
    this.layout = layout;
  }

  @Override
  public void open(OpenContext context) {
    row = new RowBuilder(layout);
  }

  @Override
  public RowData map(ActionReport report) {
    return row.begin()
        .add((Object) StringData.fromString(report.table()))
        .add((Object) StringData.fromString(report.action().name()))
        .add(Instant.ofEpochMilli(report.startedAt()))
        .add(Instant.ofEpochMilli(report.endedAt()))
        .add((Object) report.filesBefore())
        .add((Object) report.filesAfter())
        .add(known(report.bytesBefore()))
        .add(known(report.bytesAfter()))
        .add(known(report.snapshotId()))
        .add((Object) StringData.fromString(report.outcome().name()))
        .add((Object) (report.detail().isEmpty() ? null : StringData.fromString(report.detail())))
        .row();
  }

  private static Object known(long value) {
    return value == ActionReport.NONE ? null : value;
  }
}

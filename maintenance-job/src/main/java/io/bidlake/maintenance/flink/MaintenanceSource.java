package io.bidlake.maintenance.flink;

import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.maintenance.work.LastRun;
import io.bidlake.maintenance.work.Work;
import io.bidlake.runtime.lake.LakeTables;
import io.bidlake.tables.MaintenanceEntry;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The maintenance of tables as a source of reports. Its enumerator, on the JobManager, plans the
 * work and hands it out; its readers, in all tasks, do it. This is how Flink lets a task answer to
 * the one who planned its work.
 */
public final class MaintenanceSource
    implements Source<MaintenanceEntry, MaintenanceSource.WorkSplit, List<LastRun>> {

  private static final long serialVersionUID = 1;

  private final Upkeep upkeep;
  private final LakeTables tables;

  public MaintenanceSource(Upkeep upkeep, LakeTables tables) {
    this.upkeep = upkeep;
    this.tables = tables;
  }

  /** A piece of work as Flink hands it out. */
  public record WorkSplit(Work work) implements SourceSplit, Serializable {

    @Override
    public String splitId() {
      return Long.toString(work.id());
    }
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<WorkSplit, List<LastRun>> createEnumerator(
      SplitEnumeratorContext<WorkSplit> context) {
    return restoreEnumerator(context, List.of());
  }

  @Override
  public SplitEnumerator<WorkSplit, List<LastRun>> restoreEnumerator(
      SplitEnumeratorContext<WorkSplit> context, List<LastRun> lastRuns) {
    return new AssignWork(upkeep, tables, lastRuns, context);
  }

  @Override
  public SourceReader<MaintenanceEntry, WorkSplit> createReader(SourceReaderContext context) {
    return new DoWork(upkeep, tables, context);
  }

  @Override
  public SimpleVersionedSerializer<WorkSplit> getSplitSerializer() {
    return new JavaSerializer<>();
  }

  @Override
  public SimpleVersionedSerializer<List<LastRun>> getEnumeratorCheckpointSerializer() {
    return new JavaSerializer<>();
  }
}

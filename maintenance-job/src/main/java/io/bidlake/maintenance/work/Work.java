package io.bidlake.maintenance.work;

import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.MaintenanceEntry;
import java.io.Serializable;
import java.util.List;

/**
 * A piece of work on a table, which one task does at a time.
 *
 * @param id id within this run of the program
 * @param table name of the table
 * @param groups groups of files to rewrite and commit together
 * @param actions actions to run, one after the other
 * @param reports reports of the planning, which the worker passes on
 */
public record Work(
    long id,
    String table,
    List<FileGroup> groups,
    List<MaintenanceAction> actions,
    List<MaintenanceEntry> reports)
    implements Serializable {

  /**
   * The outcome of a piece of work.
   *
   * @param id id of the work
   * @param committed whether any file was replaced
   * @param conflict whether another writer prevented a rewrite
   * @param failed whether a file could not be rewritten for another reason
   */
  public record Outcome(long id, boolean committed, boolean conflict, boolean failed)
      implements Serializable {}

  /** The outcome with the reports, for those who read the log. */
  public record Done(Outcome outcome, List<MaintenanceEntry> reports) {}
}

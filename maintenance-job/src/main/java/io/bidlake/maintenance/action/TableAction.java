package io.bidlake.maintenance.action;

import java.io.Serializable;
import org.apache.iceberg.Table;

/** An action on a whole table, which runs in one task. */
public interface TableAction extends Serializable {

  /** Whether an action changes the table. */
  enum Run {
    /** It only finds out what it would do now. */
    DRY,
    REAL
  }

  /** Returns whether the action is meant for a table, according to its properties. */
  default boolean concerns(Table table) {
    return true;
  }

  /**
   * Runs the action.
   *
   * @throws RuntimeException if Iceberg fails, such as on a conflict with another writer
   */
  Effect run(Table table, Run run);
}

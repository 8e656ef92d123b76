package io.bidlake.maintenance.action;

import java.io.Serializable;
import org.apache.iceberg.Table;

/** An action on a whole table, which runs in one task. */
public interface TableAction extends Serializable {

  /** Returns whether the action is meant for a table, according to its properties. */
  default boolean concerns(Table table) {
    return true;
  }

  /** Returns what {@link #apply} would do now, without any change. */
  Effect plan(Table table);

  /**
   * Runs the action.
   *
   * @throws RuntimeException if Iceberg fails, such as on a conflict with another writer
   */
  Effect apply(Table table);
}

package io.bidlake.maintenance.action;

import java.io.Serializable;
import org.apache.iceberg.Table;

/** Maintains a table as a whole, in one task. */
public interface TableAction extends Serializable {

  /** What {@link #apply} would do now; changes nothing. */
  Effect plan(Table table);

  /**
   * Does it.
   *
   * @throws RuntimeException what Iceberg throws, such as when somebody else changed the table
   */
  Effect apply(Table table);
}

package io.bidlake.tables;

/** The maintenance actions on a table, in the order in which they run. */
public enum MaintenanceAction {
  COMPACT,
  DELETE_EXPIRED_ROWS,
  REMOVE_DANGLING_DELETES,
  REWRITE_MANIFESTS,
  EXPIRE_SNAPSHOTS,
  REMOVE_ORPHAN_FILES
}

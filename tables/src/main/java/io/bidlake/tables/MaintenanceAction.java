package io.bidlake.tables;

/** The maintenance actions on a table. */
public enum MaintenanceAction {
  COMPACT,
  REMOVE_DANGLING_DELETES,
  REWRITE_MANIFESTS,
  EXPIRE_SNAPSHOTS,
  REMOVE_ORPHAN_FILES
}

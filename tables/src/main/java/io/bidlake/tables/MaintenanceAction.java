package io.bidlake.tables;

/** What maintenance does to a table. */
public enum MaintenanceAction {
  COMPACT,
  REMOVE_DANGLING_DELETES,
  REWRITE_MANIFESTS,
  EXPIRE_SNAPSHOTS,
  REMOVE_ORPHAN_FILES
}

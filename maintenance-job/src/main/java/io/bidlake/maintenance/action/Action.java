package io.bidlake.maintenance.action;

/** What maintenance does to a table. */
public enum Action {
  COMPACT,
  REMOVE_DANGLING_DELETES,
  REWRITE_MANIFESTS,
  EXPIRE_SNAPSHOTS,
  REMOVE_ORPHAN_FILES
}

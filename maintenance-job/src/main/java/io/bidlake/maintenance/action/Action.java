package io.bidlake.maintenance.action;

import io.bidlake.tables.MaintenanceAction;

/**
 * The actions as they are stored in savepoints. Savepoints contain the name of this class and its
 * constants, so neither may change, but constants may be added at the end; all other code uses
 * {@link MaintenanceAction}.
 */
public enum Action {
  COMPACT,
  REMOVE_DANGLING_DELETES,
  REWRITE_MANIFESTS,
  EXPIRE_SNAPSHOTS,
  REMOVE_ORPHAN_FILES,
  DELETE_EXPIRED_ROWS;

  public static Action of(MaintenanceAction action) {
    return valueOf(action.name());
  }

  public MaintenanceAction current() {
    return MaintenanceAction.valueOf(name());
  }
}

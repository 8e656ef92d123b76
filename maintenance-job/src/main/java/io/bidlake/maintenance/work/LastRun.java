package io.bidlake.maintenance.work;

import io.bidlake.tables.MaintenanceAction;
import java.io.Serializable;

/**
 * The last start of an action. Savepoints contain the name of this class and its components, so
 * neither may change.
 *
 * @param table name of the table
 * @param action the action
 * @param at start time in epoch milliseconds
 * @param sequenceNumber sequence number of the table's snapshot at that time
 */
public record LastRun(String table, MaintenanceAction action, long at, long sequenceNumber)
    implements Serializable {}

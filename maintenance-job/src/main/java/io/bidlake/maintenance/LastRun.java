package io.bidlake.maintenance;

import io.bidlake.maintenance.action.Action;

/**
 * The last start of an action. Savepoints contain the name of this class and its components, so it
 * must stay in this package.
 *
 * @param table name of the table
 * @param action the action
 * @param at start time in epoch milliseconds
 * @param sequenceNumber sequence number of the table's snapshot at that time
 */
public record LastRun(String table, Action action, long at, long sequenceNumber) {}

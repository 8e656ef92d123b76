package io.bidlake.maintenance;

import io.bidlake.maintenance.action.Action;

/**
 * When an action last began. Savepoints hold the name of this class and its components, so it stays
 * in this package.
 *
 * @param table name of the table
 * @param action which one
 * @param at when, in epoch milliseconds
 * @param sequenceNumber that of the snapshot it was done to
 */
public record LastRun(String table, Action action, long at, long sequenceNumber) {}

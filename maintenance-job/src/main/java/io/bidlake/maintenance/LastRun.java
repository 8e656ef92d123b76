package io.bidlake.maintenance;

import io.bidlake.maintenance.action.Action;

/**
 * When an action was begun last.
 *
 * @param table name of the table
 * @param action which one
 * @param at when, in epoch milliseconds
 * @param sequenceNumber that of the snapshot it was done to
 */
public record LastRun(String table, Action action, long at, long sequenceNumber) {}

package io.bidlake.maintenance;

import io.bidlake.maintenance.action.Action;

/**
 * One go over a table.
 *
 * @param id what the pass is called; no other pass has that name
 * @param table name of the table
 * @param startedAt when it was planned, in epoch milliseconds
 * @param groups how many groups of files are compacted
 * @param actions what is done when they are
 */
// Flink serializes arrays without Kryo, and nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
public record Pass(String id, String table, long startedAt, int groups, Action[] actions) {}

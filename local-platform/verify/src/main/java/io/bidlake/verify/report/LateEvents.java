package io.bidlake.verify.report;

/**
 * Rows of {@code late_events} of one table and reason.
 *
 * @param table table that does not count the events
 * @param reason why
 * @param rows how many
 */
public record LateEvents(String table, String reason, long rows) {}

package io.bidlake.verify.report;

import java.time.Instant;

/**
 * One hour of a table.
 *
 * @param hour its start
 * @param figures what both sides have
 */
public record HourResult(Instant hour, Figures figures) {}

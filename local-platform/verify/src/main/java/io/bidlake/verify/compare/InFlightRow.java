package io.bidlake.verify.compare;

import io.bidlake.verify.rows.RowId;

/**
 * A row that came to Kafka after the mark: the lake may have it or not.
 *
 * @param id id of the row
 * @param content hash of its columns
 * @param hour its hour
 * @param money its money
 */
record InFlightRow(RowId id, long content, int hour, double money) {}

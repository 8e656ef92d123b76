package io.bidlake.verify.report;

import java.time.Instant;

/**
 * One id that is not the same in Kafka and in the lake.
 *
 * @param id its id, such as {@code request/imp}
 * @param table table it is about
 * @param hour its hour
 * @param what what is wrong with it
 */
public record Difference(String id, String table, Instant hour, String what) {}

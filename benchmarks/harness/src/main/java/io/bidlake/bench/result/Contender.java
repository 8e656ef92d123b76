package io.bidlake.bench.result;

/**
 * Who takes part.
 *
 * @param name names it among the runs
 * @param title names it for people
 * @param note what is particular about it; may be empty
 */
public record Contender(String name, String title, String note) {}

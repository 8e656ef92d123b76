package io.bidlake.bench.result;

/**
 * A participant in a comparison.
 *
 * @param name its id in the runs
 * @param title its name in reports
 * @param note a note about it; may be empty
 */
public record Contender(String name, String title, String note) {}

package io.bidlake.sql;

/**
 * One statement, without its terminator.
 *
 * @param vertical whether its rows are printed with one column per line, because it ended in {@code
 *     \G}
 */
record Statement(String text, boolean vertical) {}

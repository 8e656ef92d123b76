package io.bidlake.sql;

/**
 * One statement, without what ended it.
 *
 * @param vertical whether its rows are wanted one column a line: it ended in {@code \G}
 */
record Statement(String text, boolean vertical) {}

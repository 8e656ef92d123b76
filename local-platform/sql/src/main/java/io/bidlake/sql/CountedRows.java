package io.bidlake.sql;

import java.util.Iterator;

/** An iterator that counts the rows that it returns. */
final class CountedRows implements Iterator<Object[]> {

  private final Iterator<Object[]> rows;
  private long count;

  CountedRows(Iterator<Object[]> rows) {
    this.rows = rows;
  }

  long count() {
    return count;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Object[] next() {
    Object[] row = rows.next();
    count++;
    return row;
  }
}

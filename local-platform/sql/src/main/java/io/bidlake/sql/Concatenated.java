package io.bidlake.sql;

import java.util.Iterator;
import java.util.List;

/** Concatenates iterators lazily. */
record Concatenated<T>(List<Iterator<T>> parts) implements Iterator<T> {

  @SafeVarargs
  @SuppressWarnings("varargs") // The array is only read.
  Concatenated(Iterator<T>... parts) {
    this(List.of(parts));
  }

  @Override
  public boolean hasNext() {
    return parts.stream().anyMatch(Iterator::hasNext);
  }

  @Override
  public T next() {
    return parts.stream().filter(Iterator::hasNext).findFirst().orElseThrow().next();
  }
}

package io.bidlake.runtime.lake;

import java.util.List;

/** A table exists but is not as its definition says, and adding columns does not mend it. */
public final class IncompatibleTableException extends RuntimeException {

  IncompatibleTableException(String table, List<String> problems) {
    super("table %s cannot be written: %s".formatted(table, String.join("; ", problems)));
  }
}

package io.bidlake.runtime.lake;

import java.util.List;
import org.apache.iceberg.exceptions.CleanableFailure;

/**
 * A table exists but is not as its definition says, and adding columns does not mend it. A commit
 * that ends with it certainly did not go through.
 */
public final class IncompatibleTableException extends RuntimeException implements CleanableFailure {

  IncompatibleTableException(String table, List<String> problems) {
    super("table %s cannot be written: %s".formatted(table, String.join("; ", problems)));
  }
}

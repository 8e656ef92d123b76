package io.bidlake.runtime.lake;

import java.util.List;
import org.apache.iceberg.exceptions.CleanableFailure;

/**
 * Thrown when a table does not match its definition and adding columns does not fix it. A commit
 * that fails with it has certainly not been applied.
 */
public final class IncompatibleTableException extends RuntimeException implements CleanableFailure {

  IncompatibleTableException(String table, List<String> problems) {
    super("table %s cannot be written: %s".formatted(table, String.join("; ", problems)));
  }
}

package io.bidlake.verify.rows;

import io.bidlake.verify.text.Finding;
import java.time.Instant;
import java.util.function.Consumer;

/** Reads values that can contain more than one event. Not thread-safe. */
@FunctionalInterface
public interface DocumentReader {

  /**
   * Passes on the contents of a value.
   *
   * @param received the record's timestamp, which is the event time of events without one
   */
  void read(byte[] value, Instant received, Consumer<Finding> findings);
}

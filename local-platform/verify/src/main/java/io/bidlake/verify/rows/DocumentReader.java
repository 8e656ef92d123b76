package io.bidlake.verify.rows;

import io.bidlake.verify.text.Finding;
import java.time.Instant;
import java.util.function.Consumer;

/** Reads values that can hold more than one event. Not thread-safe. */
@FunctionalInterface
public interface DocumentReader {

  /**
   * Hands over what a value holds.
   *
   * @param received Kafka's time of it, which is that of events that do not tell theirs
   */
  void read(byte[] value, Instant received, Consumer<Finding> findings);
}

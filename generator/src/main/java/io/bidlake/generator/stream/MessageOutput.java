package io.bidlake.generator.stream;

import io.bidlake.model.Topic;
import java.util.Optional;

/** Output of messages. */
public interface MessageOutput {

  /** Sends a message; delivery is asynchronous. */
  void send(Message message);

  /** Returns the number of messages in flight, whose delivery is neither confirmed nor failed. */
  long underway();

  /** Returns the error of the first lost message, if any. */
  Optional<String> firstFailure();

  /** Returns the number of lost messages of a topic. */
  long lost(Topic<?> topic);

  /** Waits until no message is in flight, and closes the output. */
  void finish();
}

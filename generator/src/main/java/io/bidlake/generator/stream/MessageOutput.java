package io.bidlake.generator.stream;

import io.bidlake.model.Topic;
import java.util.Optional;

/** Where messages go. */
public interface MessageOutput {

  /** Takes a message; it may be delivered later. */
  void send(Message message);

  /** Messages that were taken and of which it is not known yet whether they are delivered. */
  long underway();

  /** Why the first message was lost, if one was. */
  Optional<String> firstFailure();

  /** Messages of a topic that were lost. */
  long lost(Topic<?> topic);

  /** Waits until nothing is underway, and takes no more. */
  void finish();
}

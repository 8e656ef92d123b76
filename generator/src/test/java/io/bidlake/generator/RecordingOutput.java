package io.bidlake.generator;

import io.bidlake.generator.stream.Message;
import io.bidlake.generator.stream.MessageOutput;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps messages in memory, and loses one if it is told to. */
final class RecordingOutput implements MessageOutput {

  final List<Message> messages = new ArrayList<>();
  int losesAfter = Integer.MAX_VALUE;

  @Override
  public void send(Message message) {
    messages.add(message);
  }

  @Override
  public long underway() {
    return 0;
  }

  @Override
  public Optional<String> firstFailure() {
    return messages.size() > losesAfter ? Optional.of("lost") : Optional.empty();
  }

  @Override
  public long lost(Topic<?> topic) {
    return firstFailure().isPresent() && topic.equals(Topics.BID_REQUESTS) ? 1_234 : 0;
  }

  @Override
  public void finish() {}
}

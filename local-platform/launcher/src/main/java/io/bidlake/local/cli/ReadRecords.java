package io.bidlake.local.cli;

import io.bidlake.local.cli.Waiting.Step;
import io.bidlake.local.service.KafkaOffsets;
import io.bidlake.model.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How much of what is in Kafka the jobs have read and checkpointed.
 *
 * @param inputs the topics that each job reads, by the name of its consumer group
 */
record ReadRecords(KafkaOffsets offsets, Map<String, List<Topic<?>>> inputs) {

  /** Done when these jobs have read all of it. */
  Step by(List<String> jobs) {
    List<String> texts = new ArrayList<>();
    for (String job : jobs) {
      List<Topic<?>> topics = inputs.get(job);
      long all = offsets.written(topics);
      long remaining = offsets.remaining(job, topics);
      if (remaining > 0) {
        texts.add("%s %,d of %,d".formatted(job, Math.max(0, all - remaining), all));
      }
    }
    return texts.isEmpty()
        ? new Step("all records read by " + String.join(", ", jobs), true)
        : new Step("records read: " + String.join(", ", texts), false);
  }
}

package io.bidlake.verify.job;

import io.bidlake.model.Topic;
import java.util.List;

/**
 * A job that fills tables.
 *
 * @param label its name in messages
 * @param name its name in Flink
 * @param group the consumer group to which it commits its offsets
 * @param topics the topics that it reads
 */
public record WatchedJob(String label, String name, String group, List<Topic<?>> topics) {

  public WatchedJob {
    topics = List.copyOf(topics);
  }
}

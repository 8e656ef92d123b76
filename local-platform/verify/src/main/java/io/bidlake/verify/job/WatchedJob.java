package io.bidlake.verify.job;

import io.bidlake.model.Topic;
import java.util.List;

/**
 * A job that fills tables.
 *
 * @param label what it is called in a sentence
 * @param name its name in Flink
 * @param group consumer group in which it leaves its progress
 * @param topics what it reads
 */
public record WatchedJob(String label, String name, String group, List<Topic<?>> topics) {

  public WatchedJob {
    topics = List.copyOf(topics);
  }
}

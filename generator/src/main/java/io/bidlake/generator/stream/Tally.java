package io.bidlake.generator.stream;

import io.bidlake.generator.stream.Message.Nature;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.producer.ByTopic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts messages. One thread may count; any thread may read. */
public final class Tally {

  private final List<Topic<?>> topics;
  private final ByTopic<Map<Nature, AtomicLong>> counts;

  /** Creates a tally of {@link Topics#ALL}. */
  public Tally() {
    this(Topics.ALL);
  }

  public Tally(List<Topic<?>> topics) {
    this.topics = topics;
    this.counts = new ByTopic<>(topics, topic -> new EnumMap<>(Nature.class));
    for (Topic<?> topic : topics) {
      for (Nature nature : Nature.values()) {
        counts.of(topic).put(nature, new AtomicLong());
      }
    }
  }

  /** Returns the topics whose messages are counted. */
  public List<Topic<?>> topics() {
    return topics;
  }

  public void add(Topic<?> topic, Nature nature) {
    AtomicLong count = counts.of(topic).get(nature);
    count.lazySet(count.getPlain() + 1);
  }

  public long count(Topic<?> topic, Nature nature) {
    return counts.of(topic).get(nature).get();
  }

  /** Returns the number of events of a topic, including late ones, without duplicates. */
  public long events(Topic<?> topic) {
    return count(topic, Nature.EVENT) + count(topic, Nature.LATE);
  }

  /** Returns the number of events of all topics, without duplicates. */
  public long events() {
    return topics.stream().mapToLong(this::events).sum();
  }

  /** Returns the number of messages of a topic: events, duplicates and poison. */
  public long messages(Topic<?> topic) {
    return events(topic) + count(topic, Nature.DUPLICATE) + count(topic, Nature.POISON);
  }
}

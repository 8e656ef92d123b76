package io.bidlake.producer;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.util.function.Function;

/**
 * One value per topic, indexed by the topic's code.
 *
 * @param <V> the values
 */
public final class ByTopic<V> {

  private final Object[] values =
      new Object[1 + Topics.ALL.stream().mapToInt(Topic::code).max().orElseThrow()];

  /** Creates the values of all topics. */
  public ByTopic(Function<Topic<?>, V> value) {
    for (Topic<?> topic : Topics.ALL) {
      values[topic.code()] = value.apply(topic);
    }
  }

  @SuppressWarnings("unchecked") // Only values of this type are stored.
  public V of(Topic<?> topic) {
    return (V) values[topic.code()];
  }
}

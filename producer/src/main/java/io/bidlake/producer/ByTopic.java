package io.bidlake.producer;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.util.List;
import java.util.function.Function;

/**
 * One value per topic, indexed by the topic's code.
 *
 * @param <V> the values
 */
public final class ByTopic<V> {

  private final Object[] values;

  /** Creates the values of {@link Topics#ALL}. */
  public ByTopic(Function<Topic<?>, V> value) {
    this(Topics.ALL, value);
  }

  /** Creates the values of some topics; there are no others. */
  public ByTopic(List<Topic<?>> topics, Function<Topic<?>, V> value) {
    this.values = new Object[1 + topics.stream().mapToInt(Topic::code).max().orElseThrow()];
    for (Topic<?> topic : topics) {
      values[topic.code()] = value.apply(topic);
    }
  }

  @SuppressWarnings("unchecked") // Only values of this type are stored.
  public V of(Topic<?> topic) {
    return (V) values[topic.code()];
  }
}

package io.bidlake.openrtb;

import io.bidlake.model.Topic;
import java.util.Collection;
import java.util.List;

/** The topics whose events are decoded, from records that can hold events of other topics too. */
public final class TakenTopics {

  private final List<String> names;

  public TakenTopics(Collection<String> names) {
    this.names = List.copyOf(names);
  }

  public boolean has(Topic<?> topic) {
    return names.contains(topic.name());
  }

  /** The error text for an event of a topic that is not decoded here. */
  public String refusalOf(String event) {
    return "a %s, but this topic is read for %s only".formatted(event, String.join(", ", names));
  }
}

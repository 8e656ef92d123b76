package io.bidlake.openrtb;

import io.bidlake.model.Topic;
import java.util.Collection;
import java.util.List;

/** The topics whose events are taken of records that can hold those of others. */
public final class TakenTopics {

  private final List<String> names;

  public TakenTopics(Collection<String> names) {
    this.names = List.copyOf(names);
  }

  public boolean has(Topic<?> topic) {
    return names.contains(topic.name());
  }

  /** Says why something that is an event is none here. */
  public String refusalOf(String event) {
    return "a %s, but this topic is read for %s only".formatted(event, String.join(", ", names));
  }
}

package io.bidlake.runtime.request;

import io.bidlake.model.Topic;

/** The event of a click, as small as a job's can be. */
public final class ClickEvent extends RequestEvent {

  @Override
  public String payload(Topic<?> origin) {
    return "{\"%s_id\":\"%s\"}".formatted(origin.event(), id);
  }
}

package io.bidlake.runtime;

/** The event of a click, as small as a job's can be. */
public final class ClickEvent extends RequestEvent {

  @Override
  public String payload() {
    return "{\"click_id\":\"" + id + "\"}";
  }
}

package io.bidlake.local.platform;

import java.util.Locale;

/** What a service is doing. */
public enum ServiceState {
  STOPPED,
  STARTING,
  UP,
  /** It ended by itself and is started again. */
  RESTARTING,
  /** It has done its work. */
  DONE,
  /** It is gone and nobody starts it again. */
  DEAD;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

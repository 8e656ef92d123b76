package io.bidlake.generator.supply;

import org.apache.avro.util.Utf8;

/**
 * A device whose fields agree with each other.
 *
 * @param type OpenRTB device type
 * @param browserAgent user agent of the browser, null where there is none
 * @param appAgent user agent inside an app, null where there are no apps
 * @param width screen width in pixels
 * @param height screen height in pixels
 */
public record DeviceProfile(
    Kind kind,
    Platform platform,
    Integer type,
    Utf8 make,
    Utf8 model,
    Utf8 os,
    Utf8 osVersion,
    Integer width,
    Integer height,
    Utf8 browserAgent,
    Utf8 appAgent) {

  /** What people would call it. */
  public enum Kind {
    PHONE,
    TABLET,
    DESKTOP,
    TV,
    SCREEN
  }

  /** The user agent in a channel: apps and screens have one of their own. */
  public Utf8 agent(Channel channel) {
    return channel == Channel.SITE ? browserAgent : appAgent == null ? browserAgent : appAgent;
  }
}

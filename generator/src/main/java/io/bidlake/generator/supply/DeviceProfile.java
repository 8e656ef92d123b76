package io.bidlake.generator.supply;

import io.bidlake.model.UserAgent;
import org.apache.avro.util.Utf8;

/**
 * A device with consistent fields.
 *
 * @param type OpenRTB device type
 * @param browserAgent user agent of the browser, null if it has none
 * @param clientHints structured user agent of the browser, null if it sends none
 * @param appAgent user agent in apps, null if it has no apps
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
    UserAgent clientHints,
    Utf8 appAgent) {

  /** Kinds of devices. */
  public enum Kind {
    PHONE,
    TABLET,
    DESKTOP,
    TV,
    SCREEN
  }

  /** Returns the structured user agent in a channel; apps send none. */
  public UserAgent structuredAgent(Channel channel) {
    return channel == Channel.SITE ? clientHints : null;
  }

  /** Returns the user agent in a channel: that of the browser on sites, otherwise that of apps. */
  public Utf8 agent(Channel channel) {
    return channel == Channel.SITE ? browserAgent : appAgent == null ? browserAgent : appAgent;
  }
}

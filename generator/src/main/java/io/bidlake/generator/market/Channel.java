package io.bidlake.generator.market;

/** Where an ad is shown. */
public enum Channel {
  SITE,
  APP,
  TV,
  OUT_OF_HOME
}

package io.bidlake.generator.supply;

/** Where an ad is shown. */
public enum Channel {
  SITE,
  APP,
  TV,
  OUT_OF_HOME
}

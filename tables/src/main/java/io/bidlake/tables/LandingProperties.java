package io.bidlake.tables;

/** Properties by which programs know the tables of the landing job. */
public final class LandingProperties {

  /** Topic whose records the table stores. */
  public static final String TOPIC = "bidlake.topic";

  /** Age at which maintenance deletes rows, in milliseconds; absent for never. */
  public static final String RETENTION = "bidlake.retention";

  private LandingProperties() {}
}

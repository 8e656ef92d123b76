package io.bidlake.bench.scale;

import java.util.Arrays;
import java.util.Locale;

/** The parameter that grows along a curve. */
public enum Growth {
  /** The events of one run. */
  EVENTS,

  /** The countries, and with them the partitions of the tables. */
  COUNTRIES,

  /** The parallelism of the job. */
  SLOTS,

  /** The partitions of the topics. */
  PARTITIONS,

  /** The hours of event time over which the same number of events is spread. */
  HOURS;

  /**
   * The growth with this lower-case name.
   *
   * @throws IllegalStateException if there is none
   */
  public static Growth named(String name) {
    return Arrays.stream(values())
        .filter(growth -> growth.word().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "--only must be some of %s, was %s"
                        .formatted(Arrays.stream(values()).map(Growth::word).toList(), name)));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.bidlake.bench.scale;

import java.util.Arrays;
import java.util.Locale;

/** What grows along a curve. */
public enum Growth {
  /** Events of one run. */
  EVENTS,

  /** Countries, and with them partitions of the tables. */
  COUNTRIES,

  /** Tasks of the job. */
  SLOTS,

  /** Partitions of the topics. */
  PARTITIONS,

  /** Hours of event time that the same number of events is spread over. */
  HOURS;

  /** The growth that a user calls by its name in small letters. */
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

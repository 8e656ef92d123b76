package io.bidlake.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * Topics of example events, which the generator fills for the landing job. No other job reads them,
 * so they have no parent with a bound, and no settings: they are always in Avro and have these
 * names. They are keyed by the request id, like all others.
 */
public final class ExampleTopics {

  public static final Topic<Viewability> VIEWABILITY =
      new Topic<>(
          "events.viewability",
          100,
          "viewability event",
          Viewability.class,
          Viewability::getRequestId,
          Viewability::getEventId,
          Viewability::getViewedAt,
          null);

  public static final Topic<Conversion> CONVERSIONS =
      new Topic<>(
          "events.conversions",
          101,
          "conversion",
          Conversion.class,
          Conversion::getRequestId,
          Conversion::getEventId,
          Conversion::getConvertedAt,
          null);

  public static final List<Topic<?>> ALL = List.of(VIEWABILITY, CONVERSIONS);

  /** {@link Topics#ALL}, and these. */
  public static final List<Topic<?>> WITH_OTHERS =
      Stream.<Topic<?>>concat(Topics.ALL.stream(), ALL.stream()).toList();

  private ExampleTopics() {}
}

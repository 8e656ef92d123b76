package io.bidlake.funnel;

import io.bidlake.model.CountingRules;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The stages of the funnel, each a topic and known by its code, and how long after its parent an
 * event of a stage can happen and still belong to it.
 */
final class FunnelStages implements Serializable {

  private final List<Topic<?>> topics;

  /** By code, in ms, the bound included. */
  private final long[] within;

  private FunnelStages(List<Topic<?>> topics, long[] within) {
    this.topics = topics;
    this.within = within;
  }

  /** The stages of the funnel with the bounds that the settings give. */
  static FunnelStages read(Settings settings) {
    return of(
        Topics.FUNNEL,
        Topics.FUNNEL.stream()
            .filter(topic -> topic.parent() != null)
            .mapToLong(topic -> CountingRules.within(topic).read(settings).toMillis())
            .toArray());
  }

  /**
   * Stages with bounds of their own.
   *
   * @param topics the stages from the mouth down, each the parent of the next
   * @param within a bound in ms for each stage but the mouth
   */
  static FunnelStages of(List<Topic<?>> topics, long... within) {
    long[] byCode = new long[topics.stream().mapToInt(Topic::code).max().orElseThrow() + 1];
    for (int i = 1; i < topics.size(); i++) {
      if (topics.get(i).parent().topic().code() != topics.get(i - 1).code()) {
        throw new IllegalArgumentException(
            "%s must follow its parent, was behind %s".formatted(topics.get(i), topics.get(i - 1)));
      }
      byCode[topics.get(i).code()] = within[i - 1];
    }
    return new FunnelStages(List.copyOf(topics), byCode);
  }

  List<Topic<?>> topics() {
    return topics;
  }

  /** How long after its parent an event of a stage can happen, in ms. */
  long within(int code) {
    return within[code];
  }

  /** From a request to the last event that can belong to it. */
  long total() {
    return LongStream.of(within).sum();
  }

  /** Whether a stage is the mouth, which has no parent. */
  boolean isMouth(int code) {
    return code == topics.get(0).code();
  }

  /** Whether the parent of a stage is the mouth: the request, whose id every event has. */
  boolean isBelowMouth(int code) {
    return code == topics.get(1).code();
  }

  /**
   * Code of the stage above.
   *
   * @throws IllegalArgumentException if it is no stage below the mouth
   */
  int parentOf(int code) {
    for (int i = 1; i < topics.size(); i++) {
      if (topics.get(i).code() == code) {
        return topics.get(i - 1).code();
      }
    }
    throw new IllegalArgumentException(
        "an event must be of a stage of the funnel %s, was of code %d".formatted(topics, code));
  }

  /** Counts by code, all 0. */
  long[] counts() {
    return new long[within.length];
  }

  /** Whether an event of a stage belongs to a parent of the stage above, by their times. */
  boolean allow(int code, long parentTime, long time) {
    return time >= parentTime && time - parentTime <= within[code];
  }
}

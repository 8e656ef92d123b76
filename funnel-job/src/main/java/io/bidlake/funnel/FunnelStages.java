package io.bidlake.funnel;

import io.bidlake.model.CountingRules;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The stages of the funnel, each identified by the code of its topic, with their bounds: the
 * maximum time from a parent to an event of the stage.
 */
final class FunnelStages implements Serializable {

  private final List<Topic<?>> topics;

  /** Bounds in ms by code, inclusive. */
  private final long[] within;

  private FunnelStages(List<Topic<?>> topics, long[] within) {
    this.topics = topics;
    this.within = within;
  }

  /** Returns the stages of the funnel with the bounds of the settings. */
  static FunnelStages read(Settings settings) {
    return of(
        Topics.FUNNEL,
        Topics.FUNNEL.stream()
            .filter(topic -> topic.parent() != null)
            .mapToLong(topic -> CountingRules.within(topic).read(settings).toMillis())
            .toArray());
  }

  /**
   * Returns stages with the given bounds.
   *
   * @param topics stages from the top down, each the parent of the next
   * @param within bound in ms of each stage except the top one
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

  /** Returns the maximum time from a parent to an event of a stage, in ms. */
  long within(int code) {
    return within[code];
  }

  /** Returns the maximum time from a request to the last event that can belong to it, in ms. */
  long total() {
    return LongStream.of(within).sum();
  }

  /** Returns whether a stage is the top one, the requests, which have no parent. */
  boolean isMouth(int code) {
    return code == topics.get(0).code();
  }

  /** Returns whether the parent of a stage is the request, whose id every event has. */
  boolean isBelowMouth(int code) {
    return code == topics.get(1).code();
  }

  /**
   * Returns the code of the parent stage.
   *
   * @throws IllegalArgumentException if the code is not that of a stage below the top one
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

  /** Returns an array of counts by code, all 0. */
  long[] counts() {
    return new long[within.length];
  }

  /** Returns whether an event of a stage is within its bound after the parent. */
  boolean allow(int code, long parentTime, long time) {
    return time >= parentTime && time - parentTime <= within[code];
  }
}

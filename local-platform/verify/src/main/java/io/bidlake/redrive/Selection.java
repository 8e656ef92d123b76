package io.bidlake.redrive;

import io.bidlake.settings.Settings;
import io.bidlake.tables.DeadLetter.Reason;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.kafka.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * The selection of letters to redrive.
 *
 * @param topics the names of Kafka topics; empty for all
 * @param reasons the reasons; empty for all
 * @param since the earliest time of receipt, inclusive
 * @param until the end of the times of receipt, exclusive
 */
record Selection(
    List<String> topics, List<Reason> reasons, Optional<Instant> since, Optional<Instant> until) {

  private static final String RECEIVED_AT = "received_at";

  /**
   * @param topicNames the configured names of Bidlake's topics; both names of a topic are accepted
   */
  static Selection read(Settings settings, Map<String, String> topicNames, Instant now) {
    List<String> topics =
        settings.texts("topic", "Only letters of these topics; repeat it, or use commas").stream()
            .map(topic -> topicNames.getOrDefault(topic, topic))
            .toList();
    return new Selection(
        topics,
        settings.choices("reason", Reason.class, "Only letters with these reasons; as topic"),
        settings.optionalTime(
            "since", now, "Only letters received at this time (UTC) or later; 2h: two hours ago"),
        settings.optionalTime("until", now, "Only letters received before this time; as since"));
  }

  /** The filter for the selected rows of {@code dead_letters}. */
  Expression filter() {
    Expression filter = Expressions.alwaysTrue();
    if (!topics.isEmpty()) {
      filter = Expressions.and(filter, Expressions.in("topic", topics.toArray()));
    }
    if (!reasons.isEmpty()) {
      Object[] names = reasons.stream().map(Reason::name).toArray();
      filter = Expressions.and(filter, Expressions.in("reason", names));
    }
    if (since.isPresent()) {
      Long from = Micros.of(since.get());
      filter = Expressions.and(filter, Expressions.greaterThanOrEqual(RECEIVED_AT, from));
    }
    if (until.isPresent()) {
      filter = Expressions.and(filter, Expressions.lessThan(RECEIVED_AT, Micros.of(until.get())));
    }
    return filter;
  }

  /** Whether a letter may be selected, judging by its id only. */
  boolean covers(RecordId id) {
    Instant receivedAt = Instant.ofEpochMilli(id.receivedAt());
    return (topics.isEmpty() || topics.contains(id.topic()))
        && since.map(from -> !receivedAt.isBefore(from)).orElse(true)
        && until.map(receivedAt::isBefore).orElse(true);
  }
}

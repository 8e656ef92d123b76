package io.bidlake.runtime.kafka;

import io.bidlake.model.KafkaSettings;
import io.bidlake.settings.Settings;

/**
 * How a job reads from Kafka.
 *
 * @param kafka where Kafka is
 * @param groupId consumer group, in which progress is visible to Kafka's tools
 * @param startFrom where a job starts that is not restored from a savepoint
 */
public record KafkaSourceSettings(KafkaSettings kafka, String groupId, StartFrom startFrom) {

  /** Where reading starts without a savepoint. */
  public enum StartFrom {
    /** At the group's committed offsets, or else at the beginning. */
    COMMITTED,
    /** At the beginning of the topics. */
    EARLIEST,
    /** At their end. */
    LATEST
  }

  public static KafkaSourceSettings read(Settings settings, String defaultGroupId) {
    // Before the others: what is left of kafka.* belongs to Kafka's client.
    String groupId = settings.text("kafka.group-id", defaultGroupId, "Consumer group of the job");
    StartFrom startFrom =
        settings.choice(
            "kafka.start-from",
            StartFrom.COMMITTED,
            "Where a job without savepoint starts: committed (else the beginning), earliest, latest");
    return new KafkaSourceSettings(KafkaSettings.read(settings), groupId, startFrom);
  }
}

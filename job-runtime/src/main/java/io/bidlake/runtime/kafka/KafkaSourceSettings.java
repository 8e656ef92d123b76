package io.bidlake.runtime.kafka;

import io.bidlake.model.KafkaSettings;
import io.bidlake.runtime.JobName;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a job reads from Kafka.
 *
 * @param kafka where Kafka is
 * @param groupId consumer group, in which progress is visible to Kafka's tools
 * @param startFrom where a job starts that is not restored from a savepoint
 * @param startTime when Kafka got the first records that it reads, in place of {@code startFrom}
 * @param newPartitionsWithin how long it takes at most until a partition that was added is read
 * @param goneRecords what is done where Kafka has deleted records that were to be read
 */
public record KafkaSourceSettings(
    KafkaSettings kafka,
    String groupId,
    StartFrom startFrom,
    Optional<Instant> startTime,
    Duration newPartitionsWithin,
    GoneRecords goneRecords) {

  /** Where reading starts without a savepoint. */
  public enum StartFrom {
    /** At the group's committed offsets, or else at the beginning. */
    COMMITTED,
    /** At the beginning of the topics. */
    EARLIEST,
    /** At their end. */
    LATEST
  }

  /** What is done where Kafka has deleted records that were to be read. */
  public enum GoneRecords {
    /** The job fails, and says which offset of which partition is gone. */
    FAIL,
    /** It goes on at the oldest record that is left. */
    SKIP
  }

  /**
   * Reads the settings.
   *
   * @param job what the job is usually called; its group is called as it is
   */
  public static KafkaSourceSettings read(Settings settings, String job) {
    // Before the others: what is left of kafka.* belongs to Kafka's client.
    String groupId = settings.text("kafka.group-id", JobName.of(job), "Consumer group of the job");
    StartFrom startFrom =
        settings.choice(
            "kafka.start-from",
            StartFrom.COMMITTED,
            "Where a job without a savepoint starts: committed (or, if none, the beginning), earliest, latest");
    Optional<Instant> startTime =
        settings.optionalInstant(
            "kafka.start-time",
            "Where it starts instead: at the records that Kafka got at this time or later");
    Duration newPartitionsWithin =
        settings.duration(
            "kafka.new-partitions-within",
            Duration.ofSeconds(10),
            "How often to look for new partitions of a topic; 0s: never");
    GoneRecords goneRecords =
        settings.choice(
            "kafka.gone-records",
            GoneRecords.FAIL,
            "When retention deleted unread records: fail, or skip to the oldest record left");
    return new KafkaSourceSettings(
        KafkaSettings.read(settings),
        groupId,
        startFrom,
        startTime,
        newPartitionsWithin,
        goneRecords);
  }
}

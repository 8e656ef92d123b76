package io.bidlake.runtime.kafka;

import io.bidlake.model.KafkaSettings;
import io.bidlake.runtime.JobEnvironment;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Settings with which a job reads from Kafka.
 *
 * @param kafka connection and topics
 * @param groupId consumer group, which makes the progress visible to Kafka's tools
 * @param startFrom where a job starts without a savepoint
 * @param startTime start at the first records that Kafka received at or after this time, instead of
 *     {@code startFrom}
 * @param newPartitionsWithin interval at which new partitions are discovered
 * @param goneRecords what to do if retention has deleted unread records
 */
public record KafkaSourceSettings(
    KafkaSettings kafka,
    String groupId,
    StartFrom startFrom,
    Optional<Instant> startTime,
    Duration newPartitionsWithin,
    GoneRecords goneRecords) {

  /** Where a job without a savepoint starts. */
  public enum StartFrom {
    /** At the committed offsets of the consumer group, or else at the beginning. */
    COMMITTED,
    /** At the beginning of the topics. */
    EARLIEST,
    /** At the end of the topics. */
    LATEST
  }

  /** What to do if retention has deleted unread records. */
  public enum GoneRecords {
    /** The job fails; the message names the partition and offset. */
    FAIL,
    /** The job resumes at the oldest remaining record. */
    SKIP
  }

  /**
   * Reads the settings.
   *
   * @param job default name of the job; the consumer group has the name of the job by default
   */
  public static KafkaSourceSettings read(Settings settings, String job) {
    return read(settings, job, GoneRecords.FAIL);
  }

  /**
   * Reads the settings.
   *
   * @param goneByDefault what to do by default if retention has deleted unread records
   */
  public static KafkaSourceSettings read(Settings settings, String job, GoneRecords goneByDefault) {
    // Read these first: the remaining keys of kafka.* are passed to the Kafka client.
    String groupId =
        settings.text("kafka.group-id", JobEnvironment.nameOf(job), "Consumer group of the job");
    StartFrom startFrom =
        settings.choice(
            "kafka.start-from",
            StartFrom.COMMITTED,
            "Where a job without a savepoint starts: committed (or, if none, the beginning), earliest, latest");
    Optional<Instant> startTime =
        settings.optionalInstant(
            "kafka.start-time",
            "Overrides kafka.start-from: start at the records that Kafka received at or after this time");
    Duration newPartitionsWithin =
        settings.duration(
            "kafka.new-partitions-within",
            Duration.ofSeconds(10),
            "How often to look for new partitions of a topic");
    GoneRecords goneRecords =
        settings.choice(
            "kafka.gone-records",
            goneByDefault,
            "If retention has deleted unread records: fail, or skip to the oldest remaining record");
    return new KafkaSourceSettings(
        KafkaSettings.read(settings),
        groupId,
        startFrom,
        startTime,
        newPartitionsWithin,
        goneRecords);
  }
}

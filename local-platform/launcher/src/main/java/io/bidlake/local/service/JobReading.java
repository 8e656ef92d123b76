package io.bidlake.local.service;

import io.bidlake.model.Topic;
import java.util.List;

/**
 * How far a job has read its topics, as of its newest checkpoint.
 *
 * @param written records of the topics
 * @param remaining those of them that the job has not read
 */
public record JobReading(String job, long written, long remaining) {

  /** A job that keeps up still lacks what has come since its newest checkpoint: not more. */
  private static final int KEEPS_UP_PERCENT = 99;

  private static final int KEEPS_UP_RECORDS = 10_000;

  private static final int ALL_PERCENT = 100;

  /** How far a job is whose consumer group has its name. */
  public static JobReading of(String job, List<Topic<?>> topics, KafkaOffsets offsets) {
    long written = offsets.written(topics);
    return new JobReading(job, written, offsets.remaining(job, topics));
  }

  /** Those records that the job has read. */
  public long read() {
    return Math.max(0, written - remaining);
  }

  /** Whether its tables lack more than what has come since its newest checkpoint. */
  public boolean isBehind() {
    return remaining > KEEPS_UP_RECORDS || (remaining > 0 && percent() < KEEPS_UP_PERCENT);
  }

  /** How far it is, such as {@code reading: 41 %, 50,000 records to go}. */
  public String text() {
    return "reading: %d %%, %,d records to go".formatted(percent(), remaining);
  }

  private long percent() {
    return written == 0 ? ALL_PERCENT : ALL_PERCENT * read() / written;
  }
}

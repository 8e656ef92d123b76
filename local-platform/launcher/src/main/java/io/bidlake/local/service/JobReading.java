package io.bidlake.local.service;

import io.bidlake.model.Topic;
import java.util.List;

/**
 * The progress of a job through its topics, as of its newest checkpoint.
 *
 * @param written the records in the topics
 * @param remaining the records that the job has not read
 */
public record JobReading(String job, long written, long remaining) {

  /** A job that keeps up lags by the records since its newest checkpoint, and not by more. */
  private static final int KEEPS_UP_PERCENT = 99;

  private static final int KEEPS_UP_RECORDS = 10_000;

  private static final int ALL_PERCENT = 100;

  /** The progress of a job, whose consumer group has the same name. */
  public static JobReading of(String job, List<Topic<?>> topics, KafkaOffsets offsets) {
    long written = offsets.written(topics);
    return new JobReading(job, written, offsets.remaining(job, topics));
  }

  /** The number of records that the job has read. */
  public long read() {
    return Math.max(0, written - remaining);
  }

  /** Whether the job lags by more than the records since its newest checkpoint. */
  public boolean isBehind() {
    return remaining > KEEPS_UP_RECORDS || (remaining > 0 && percent() < KEEPS_UP_PERCENT);
  }

  /** The progress as text, such as {@code reading: 41 %, 50,000 records to go}. */
  public String text() {
    return "reading: %d %%, %,d records to go".formatted(percent(), remaining);
  }

  private long percent() {
    return written == 0 ? ALL_PERCENT : ALL_PERCENT * read() / written;
  }
}

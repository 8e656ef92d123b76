package io.bidlake.runtime;

import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What a job is called: as Flink's {@code pipeline.name} says, which a second instance beside the
 * usual one needs, and otherwise as usual.
 */
public final class JobName {

  private JobName() {}

  /** The name in the configuration with which the job is being submitted. */
  public static String of(String usual) {
    return of(usual, JobEnvironment.get().getConfiguration());
  }

  static String of(String usual, ReadableConfig flink) {
    return flink.getOptional(PipelineOptions.NAME).orElse(usual);
  }
}

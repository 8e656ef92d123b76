package io.bidlake.runtime;

import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The name of a job: Flink's {@code pipeline.name} if it is set, as for a second instance of a job,
 * and otherwise the default name.
 */
public final class JobName {

  private JobName() {}

  /**
   * Returns the name from the configuration with which the job is submitted, or else the default
   * name.
   */
  public static String of(String usual) {
    return of(usual, JobEnvironment.get().getConfiguration());
  }

  static String of(String usual, ReadableConfig flink) {
    return flink.getOptional(PipelineOptions.NAME).orElse(usual);
  }
}

package io.bidlake.runtime;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Creates the execution environment of a job: the cluster to which a client submits it, or else a
 * local environment in its own process.
 */
public final class JobEnvironment {

  private JobEnvironment() {}

  static StreamExecutionEnvironment get() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    if (env instanceof LocalStreamEnvironment) {
      // Without a client, as in an IDE, config.yaml in FLINK_CONF_DIR is not read automatically.
      env.configure(GlobalConfiguration.loadConfiguration());
    }
    env.configure(added(env.getConfiguration()));
    return env;
  }

  /**
   * Returns the name of a job: Flink's {@code pipeline.name} if it is set, as for a second instance
   * of a job, and otherwise the default name.
   */
  public static String nameOf(String usual) {
    return nameOf(usual, get().getConfiguration());
  }

  static String nameOf(String usual, ReadableConfig flink) {
    return flink.getOptional(PipelineOptions.NAME).orElse(usual);
  }

  /** Returns the options that the jobs add to Flink's configuration. */
  static Configuration added(ReadableConfig flink) {
    Configuration added = new Configuration();
    if (flink.getOptional(PipelineOptions.OBJECT_REUSE).isEmpty()
        && flink.get(DeploymentOptions.PROGRAM_CONFIG_ENABLED)) {
      // All operators support object reuse; without it, each row is copied between chained
      // operators. A cluster that does not let programs change its configuration would reject the
      // job because of the option.
      added.set(PipelineOptions.OBJECT_REUSE, true);
    }
    return added;
  }
}

package io.bidlake.runtime;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where a job runs: on the cluster to which a client submits it, or else in its own process. */
final class JobEnvironment {

  private JobEnvironment() {}

  static StreamExecutionEnvironment get() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    if (env instanceof LocalStreamEnvironment) {
      // Without a client, as in an IDE, nobody else reads config.yaml from FLINK_CONF_DIR.
      env.configure(GlobalConfiguration.loadConfiguration());
    }
    env.configure(added(env.getConfiguration()));
    return env;
  }

  /** What the jobs add to Flink's configuration. */
  static Configuration added(ReadableConfig flink) {
    Configuration added = new Configuration();
    if (flink.getOptional(PipelineOptions.OBJECT_REUSE).isEmpty()
        && flink.get(DeploymentOptions.PROGRAM_CONFIG_ENABLED)) {
      // All operators are written for it; without it every row is copied between them. A cluster
      // that lets programs configure nothing would refuse the job for it.
      added.set(PipelineOptions.OBJECT_REUSE, true);
    }
    return added;
  }
}

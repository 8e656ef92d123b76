package io.bidlake.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;

class JobEnvironmentTest {

  private final Configuration flink = new Configuration();

  @Test
  void callsAJobAsFlinkIsTold() {
    assertThat(JobEnvironment.nameOf("usual", flink)).isEqualTo("usual");

    flink.set(PipelineOptions.NAME, "replay");

    assertThat(JobEnvironment.nameOf("usual", flink)).isEqualTo("replay");
  }

  @Test
  void reusesObjectsWhenNobodySaysOtherwise() {
    assertThat(JobEnvironment.added(flink).get(PipelineOptions.OBJECT_REUSE)).isTrue();
  }

  @Test
  void leavesObjectReuseToWhoeverSetsIt() {
    flink.set(PipelineOptions.OBJECT_REUSE, false);

    assertThat(JobEnvironment.added(flink).keySet()).isEmpty();
  }

  @Test
  void addsNothingWhereProgramsMayConfigureNothing() {
    flink.set(DeploymentOptions.PROGRAM_CONFIG_ENABLED, false);

    assertThat(JobEnvironment.added(flink).keySet()).isEmpty();
  }
}

package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.Maintenance;
import io.bidlake.model.Topics;
import io.bidlake.tables.MaintenanceAction;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names of ours that dashboards and rules repeat, held against their owners. */
class MonitoringNamesTest {

  /** As Flink's reporter writes a name: Prometheus once knew no dashes. */
  static String shown(String name) {
    return name.replace('-', '_');
  }

  @Test
  void ofJobsAreThoseThatAreSubmitted() {
    Set<String> jobs = new HashSet<>(Jobs.names());
    jobs.add(Maintenance.NAME);

    assertThat(values("job_name"))
        .isNotEmpty()
        .isSubsetOf(jobs.stream().map(MonitoringNamesTest::shown).toList());
  }

  @Test
  void ofSourcesAreThoseOfTheTopics() {
    assertThat(values("operator_name"))
        .isNotEmpty()
        .isSubsetOf(Topics.ALL.stream().map(topic -> shown("read-" + topic.name())).toList());
  }

  @Test
  void ofActionsAreThoseOfMaintenance() {
    assertThat(values("action"))
        .isNotEmpty()
        .isSubsetOf(Arrays.stream(MaintenanceAction.values()).map(Enum::name).toList());
  }

  @Test
  void ofOperatorsStandInTheCodeThatMakesThem() {
    assertThat(Project.sourceOfJobs("KafkaSources")).contains("\"read-\" + topic.name()");
    assertThat(Project.sourceOfJobs("EmitWindows")).contains("\"emit-\" + name");
  }

  private static Set<String> values(String label) {
    return expressions()
        .flatMap(query -> query.labels().stream())
        .filter(matcher -> matcher.label().equals(label) && matcher.operator().equals("="))
        .map(PrometheusQuery.LabelValue::value)
        .collect(Collectors.toSet());
  }

  /** All that panels, alerts and recording rules ask. */
  static Stream<PrometheusQuery> expressions() {
    List<PrometheusQuery> panels =
        GrafanaDashboards.queries().stream().map(GrafanaDashboards.PanelQuery::query).toList();
    return Stream.concat(
        panels.stream(),
        Stream.concat(
                PrometheusFiles.alerts().stream().map(PrometheusFiles.Alert::expression),
                PrometheusFiles.recordings().values().stream())
            .map(PrometheusQuery::new));
  }
}

package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.Maintenance;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AlertRulesTest {

  private final List<PrometheusFiles.Alert> alerts = PrometheusFiles.alerts();

  @Test
  void sayHowBadItIsWhatItMeansAndWhereToReadOn() {
    String page = Project.text("docs/monitoring.md");

    assertThat(alerts)
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              assertThat(alert.labels().path("severity").asText()).isIn("critical", "warning");
              assertThat(alert.annotations().path("summary").asText()).isNotBlank();
              assertThat(alert.annotations().path("description").asText()).endsWith(".");
              assertThat(alert.annotations().path("runbook_url").asText())
                  .isEqualTo("docs/monitoring.md#" + alert.name().toLowerCase(Locale.ROOT));
              assertThat(page).contains("\n### " + alert.name() + "\n");
            });
  }

  @Test
  void areAllTriedOutWithDataThatFiresThem() {
    assertThat(PrometheusFiles.causedInTests()).isEqualTo(names());
  }

  @Test
  void areDocumentedOnlyWhenThereAreSuch() {
    Set<String> documented =
        Project.text("docs/monitoring.md")
            .lines()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .collect(Collectors.toSet());

    assertThat(documented).isEqualTo(names());
  }

  @Test
  void askOnlyForWhatPrometheusKeeps() {
    Set<String> metrics = new TreeSet<>();
    alerts.forEach(alert -> metrics.addAll(new PrometheusQuery(alert.expression()).metrics()));
    PrometheusFiles.recordings()
        .values()
        .forEach(expression -> metrics.addAll(new PrometheusQuery(expression).metrics()));

    assertThat(metrics).isNotEmpty().allSatisfy(PrometheusMetrics::requireStored);
  }

  @Test
  void watchEveryJob() {
    String missing =
        alerts.stream()
            .filter(alert -> alert.name().endsWith("NotRunning"))
            .map(PrometheusFiles.Alert::expression)
            .collect(Collectors.joining());

    assertThat(Jobs.names())
        .allSatisfy(job -> assertThat(missing).contains(MonitoringNamesTest.shown(job)));
    assertThat(missing).contains(MonitoringNamesTest.shown(Maintenance.NAME));
  }

  private Set<String> names() {
    return alerts.stream().map(PrometheusFiles.Alert::name).collect(Collectors.toSet());
  }
}

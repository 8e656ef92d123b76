package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Asks a running Prometheus, with the platform behind it, each query of each panel and what each
 * alert looks at. All must return something: a metric with another name would show as an empty
 * panel or as an alert that never fires. How to run it is in docs/monitoring.md.
 *
 * <p>Only questions about a service that this Prometheus has no target for may stay without an
 * answer: the platform without Docker has no MinIO.
 */
class GrafanaQueriesIT {

  private static final PrometheusApi PROMETHEUS =
      new PrometheusApi(System.getProperty("prometheus.url", "http://127.0.0.1:9090"));

  private static Set<String> scraped;

  @BeforeAll
  static void askWhatIsScraped() {
    scraped =
        PROMETHEUS.query("up").stream()
            .map(series -> series.at("/metric/job").asText())
            .collect(Collectors.toSet());
  }

  static List<GrafanaDashboards.PanelQuery> panels() {
    return GrafanaDashboards.queries();
  }

  static Set<String> alerts() {
    return PrometheusFiles.alerts().stream()
        .flatMap(alert -> new PrometheusQuery(alert.expression()).selectors().stream())
        .collect(Collectors.toSet());
  }

  static Set<String> recordings() {
    return PrometheusFiles.recordings().keySet();
  }

  @ParameterizedTest
  @MethodSource("panels")
  void panelShowsSomething(GrafanaDashboards.PanelQuery panel) {
    String expression = panel.query().withVariablesFilledIn().text();

    requireAnswer(expression);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alertLooksAtSomething(String selector) {
    requireAnswer(selector);
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void ruleRecordsSomething(String name) {
    requireAnswer(name);
  }

  @Test
  void everyTargetAnswers() {
    assertThat(PROMETHEUS.query("up == 0")).isEmpty();
  }

  private static void requireAnswer(String expression) {
    List<JsonNode> answer = PROMETHEUS.query(expression);
    System.out.printf("%s%n  %s%n", expression, sample(answer));
    boolean aboutMinIo =
        new PrometheusQuery(expression)
            .metrics().stream().allMatch(metric -> metric.startsWith("minio_"));
    if (scraped.contains("minio") || !aboutMinIo) {
      assertThat(answer)
          .as(expression)
          .extracting(series -> series.at("/value/1").asText())
          .anyMatch(value -> !value.equals("NaN"));
    }
  }

  /** How many series there are, and the value of the first. */
  private static String sample(List<JsonNode> answer) {
    return answer.isEmpty()
        ? "nothing"
        : "%d series, such as %s = %s"
            .formatted(
                answer.size(), answer.get(0).get("metric"), answer.get(0).at("/value/1").asText());
  }
}

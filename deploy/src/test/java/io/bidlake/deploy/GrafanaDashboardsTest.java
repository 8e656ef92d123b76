package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GrafanaDashboardsTest {

  private final List<JsonNode> dashboards = GrafanaDashboards.all();

  @Test
  void haveNamesOfTheirOwn() {
    assertThat(dashboards).hasSize(4);
    assertThat(dashboards)
        .extracting(dashboard -> dashboard.get("uid").asText())
        .doesNotHaveDuplicates();
    assertThat(dashboards)
        .allSatisfy(
            dashboard -> {
              assertThat(dashboard.get("title").asText()).startsWith("Bidlake: ");
              assertThat(dashboard.get("description").asText()).isNotBlank();
            });
  }

  @Test
  void haveOneNumberForEachPanelAndRow() {
    assertThat(dashboards)
        .allSatisfy(
            dashboard ->
                assertThat(dashboard.findValuesAsText("id")).isNotEmpty().doesNotHaveDuplicates());
  }

  @Test
  void askTheDataSourceThatIsProvisioned() {
    JsonNode source =
        Project.yaml("deploy/grafana/provisioning/datasources/prometheus.yml").at("/datasources/0");
    List<String> asked =
        dashboards.stream()
            .flatMap(dashboard -> dashboard.findValues("datasource").stream())
            .map(used -> used.get("uid").asText())
            .filter(uid -> !uid.equals("-- Grafana --"))
            .toList();

    assertThat(asked).isNotEmpty().containsOnly(source.get("uid").asText());
  }

  @Test
  void sayOfEachPanelWhatItShowsAndInWhichUnit() {
    assertThat(dashboards)
        .allSatisfy(
            dashboard ->
                assertThat(GrafanaDashboards.panels(dashboard))
                    .isNotEmpty()
                    .allSatisfy(
                        panel -> {
                          assertThat(panel.get("description").asText()).endsWith(".");
                          assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
                          assertThat(panel.findValuesAsText("legendFormat"))
                              .isNotEmpty()
                              .doesNotContain("");
                        }));
  }

  @Test
  void layNoPanelUponAnother() {
    for (JsonNode dashboard : dashboards) {
      Map<String, String> taken = new TreeMap<>();
      for (JsonNode panel : dashboard.get("panels")) {
        JsonNode at = panel.get("gridPos");
        assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
        for (int x = 0; x < at.get("w").asInt(); x++) {
          for (int y = 0; y < at.get("h").asInt(); y++) {
            String cell = (at.get("x").asInt() + x) + "," + (at.get("y").asInt() + y);
            assertThat(taken.put(cell, panel.get("title").asText())).as(cell).isNull();
          }
        }
      }
    }
  }

  @Test
  void areFoundByGrafanaAndAskAsOftenAsPrometheusScrapes() {
    JsonNode source =
        Project.yaml("deploy/grafana/provisioning/datasources/prometheus.yml").at("/datasources/0");
    JsonNode provider =
        Project.yaml("deploy/grafana/provisioning/dashboards/bidlake.yml").at("/providers/0");
    String compose = Project.text("docker-compose.yml");

    assertThat(source.at("/jsonData/timeInterval").asText())
        .isEqualTo(
            Project.yaml(PrometheusFiles.FOLDER + "prometheus.yml")
                .at("/global/scrape_interval")
                .asText());
    assertThat(compose)
        .contains("./deploy/grafana/dashboards:" + provider.at("/options/path").asText() + ":ro")
        .contains("./deploy/grafana/provisioning:/etc/grafana/provisioning:ro");
  }

  @Test
  void areNamedInTheDocumentation() {
    String page = Project.text("docs/monitoring.md");

    assertThat(dashboards.stream().map(dashboard -> dashboard.get("title").asText()))
        .allSatisfy(title -> assertThat(page).contains(title));
    assertThat(GrafanaDashboards.files().stream().map(file -> file.getFileName().toString()))
        .contains("pipeline.json");
  }

  @Test
  void askOnlyForWhatPrometheusKeeps() {
    assertThat(
            GrafanaDashboards.queries().stream()
                .flatMap(panel -> panel.query().metrics().stream())
                .collect(Collectors.toSet()))
        .isNotEmpty()
        .allSatisfy(PrometheusMetrics::requireStored);
  }
}

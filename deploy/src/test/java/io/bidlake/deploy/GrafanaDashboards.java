package io.bidlake.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The dashboards in deploy/grafana. */
final class GrafanaDashboards {

  private GrafanaDashboards() {}

  /** A question that a panel asks Prometheus. */
  record PanelQuery(String dashboard, String panel, PrometheusQuery query) {

    @Override
    public String toString() {
      return "%s, %s: %s".formatted(dashboard, panel, query.text());
    }
  }

  static List<Path> files() {
    return Project.files("deploy/grafana/dashboards", ".json");
  }

  static List<JsonNode> all() {
    return files().stream().map(file -> Project.yaml(file)).toList();
  }

  /** Panels that show something: rows only have titles. */
  static Stream<JsonNode> panels(JsonNode dashboard) {
    return PrometheusFiles.list(dashboard.get("panels")).stream()
        .filter(panel -> !panel.get("type").asText().equals("row"));
  }

  static List<PanelQuery> queries() {
    return all().stream()
        .flatMap(
            dashboard ->
                panels(dashboard)
                    .flatMap(
                        panel ->
                            PrometheusFiles.list(panel.get("targets")).stream()
                                .map(
                                    target ->
                                        new PanelQuery(
                                            dashboard.get("title").asText(),
                                            panel.get("title").asText(),
                                            new PrometheusQuery(target.get("expr").asText())))))
        .toList();
  }
}

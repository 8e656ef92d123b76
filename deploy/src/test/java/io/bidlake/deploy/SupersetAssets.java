package io.bidlake.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is imported into Superset, read from its files. */
final class SupersetAssets {
  static final String FOLDER = "deploy/superset/assets";

  /** Where charts name columns, and where metrics of their dataset. */
  private static final List<String> COLUMN_KEYS = List.of("groupby", "x_axis", "entity");

  private static final List<String> METRIC_KEYS =
      List.of(
          "metric",
          "metrics",
          "secondary_metric",
          "timeseries_limit_metric",
          "series_limit_metric",
          "x_axis_sort");

  private SupersetAssets() {}

  static List<JsonNode> all(String kind) {
    return Project.files(FOLDER + "/" + kind, ".yaml").stream()
        .map(file -> Project.yaml(file))
        .toList();
  }

  static Map<String, JsonNode> datasetsByUuid() {
    return all("datasets").stream()
        .collect(Collectors.toMap(dataset -> dataset.path("uuid").asText(), Function.identity()));
  }

  static JsonNode dashboard() {
    return all("dashboards").get(0);
  }

  /** The parts of the dashboard's layout that are of a type. */
  static List<JsonNode> layout(String type) {
    List<JsonNode> parts = new ArrayList<>();
    for (JsonNode part : dashboard().path("position")) {
      if (part.path("type").asText().equals(type)) {
        parts.add(part);
      }
    }
    return parts;
  }

  static Set<String> columns(JsonNode dataset) {
    return names(dataset.path("columns"), "column_name");
  }

  static Set<String> metrics(JsonNode dataset) {
    return names(dataset.path("metrics"), "metric_name");
  }

  static Set<String> columnsUsed(JsonNode chart) {
    JsonNode params = chart.path("params");
    Set<String> used = values(params, COLUMN_KEYS);
    used.addAll(names(params.path("adhoc_filters"), "subject"));
    return used;
  }

  static Set<String> metricsUsed(JsonNode chart) {
    return values(chart.path("params"), METRIC_KEYS);
  }

  static Set<String> names(JsonNode list, String key) {
    Set<String> names = new HashSet<>();
    list.forEach(item -> names.add(item.path(key).asText()));
    return names;
  }

  private static Set<String> values(JsonNode params, List<String> keys) {
    return keys.stream()
        .map(params::path)
        .flatMap(SupersetAssets::texts)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Stream<String> texts(JsonNode value) {
    if (value.isArray()) {
      List<String> texts = new ArrayList<>();
      value.forEach(item -> texts.add(item.asText()));
      return texts.stream();
    }
    return value.isTextual() ? Stream.of(value.asText()) : Stream.of();
  }
}

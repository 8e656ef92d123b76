package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The charts show what their datasets have, and the dashboard shows the charts. */
class SupersetDashboardTest {

  static Stream<Named<JsonNode>> charts() {
    return SupersetAssets.all("charts").stream()
        .map(chart -> Named.of(chart.path("slice_name").asText(), chart));
  }

  static Stream<Named<JsonNode>> filters() {
    JsonNode filters =
        SupersetAssets.dashboard().path("metadata").path("native_filter_configuration");
    return Stream.iterate(0, i -> i < filters.size(), i -> i + 1)
        .map(filters::get)
        .map(filter -> Named.of(filter.path("name").asText(), filter));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void usesColumnsAndMetricsThatItsDatasetHas(JsonNode chart) {
    JsonNode dataset = dataset(chart.path("dataset_uuid"));

    assertThat(SupersetAssets.columns(dataset)).containsAll(SupersetAssets.columnsUsed(chart));
    assertThat(SupersetAssets.metrics(dataset))
        .containsAll(SupersetAssets.metricsUsed(chart))
        .containsAnyElementsOf(SupersetAssets.metricsUsed(chart));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void saysWhatItShows(JsonNode chart) {
    assertThat(chart.path("description").asText()).isNotBlank();
    assertThat(chart.path("viz_type")).isEqualTo(chart.path("params").path("viz_type"));
  }

  @Test
  void givesEveryObjectAnIdOfItsOwn() {
    List<String> uuids =
        Stream.of("databases", "datasets", "charts", "dashboards")
            .flatMap(kind -> SupersetAssets.all(kind).stream())
            .map(object -> object.path("uuid").asText())
            .toList();

    assertThat(uuids).doesNotHaveDuplicates().allMatch(uuid -> uuid.matches("[0-9a-f-]{36}"));
  }

  @Test
  void showsEveryChartOnceUnderItsName() {
    List<Map.Entry<String, String>> shown =
        SupersetAssets.layout("CHART").stream()
            .map(part -> part.path("meta"))
            .map(meta -> named(meta.path("uuid"), meta.path("sliceName")))
            .toList();

    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            SupersetAssets.all("charts").stream()
                .map(chart -> named(chart.path("uuid"), chart.path("slice_name")))
                .toList());
  }

  @Test
  void showsTheChartsThatTheProjectStartedFrom() {
    assertThat(charts().map(Named::getName))
        .contains(
            "Bid Requests by Country",
            "Bid Responses by Bidder Seat",
            "Impressions by Bidder",
            "Clicks by Creative",
            "Requests by Device Category",
            "Test vs Production Traffic",
            "Hourly Revenue by Country",
            "Rolling Win Count by Bidder",
            "Funnel Conversion by Publisher");
  }

  @Test
  void fillsItsRowsAndRefreshesEveryFifteenSeconds() {
    JsonNode position = SupersetAssets.dashboard().path("position");

    assertThat(SupersetAssets.layout("ROW"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(width(row, position)).isEqualTo(12));
    assertThat(SupersetAssets.dashboard().path("metadata").path("refresh_frequency").asInt())
        .isEqualTo(15);
    assertThat(Project.text("deploy/superset/superset_config.py")).contains("[15, \"15 seconds\"]");
  }

  @ParameterizedTest
  @MethodSource("filters")
  void filtersByColumnsThatAreThereInTabsThatAreThere(JsonNode filter) {
    Set<String> tabs = SupersetAssets.names(SupersetAssets.dashboard().path("position"), "id");

    filter.path("scope").path("rootPath").forEach(tab -> assertThat(tabs).contains(tab.asText()));
    filter.path("targets").forEach(SupersetDashboardTest::requireTarget);
  }

  private static void requireTarget(JsonNode target) {
    if (target.has("datasetUuid")) {
      assertThat(SupersetAssets.columns(dataset(target.path("datasetUuid"))))
          .contains(target.path("column").path("name").asText());
    }
  }

  private static JsonNode dataset(JsonNode uuid) {
    Map<String, JsonNode> datasets = SupersetAssets.datasetsByUuid();
    assertThat(datasets).containsKey(uuid.asText());
    return datasets.get(uuid.asText());
  }

  private static int width(JsonNode row, JsonNode position) {
    int width = 0;
    for (JsonNode child : row.path("children")) {
      width += position.path(child.asText()).path("meta").path("width").asInt();
    }
    return width;
  }

  private static Map.Entry<String, String> named(JsonNode uuid, JsonNode name) {
    return Map.entry(uuid.asText(), name.asText());
  }
}

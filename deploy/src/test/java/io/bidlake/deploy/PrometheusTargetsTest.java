package io.bidlake.deploy;

import static io.bidlake.deploy.PrometheusFiles.FOLDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.local.config.PortSetting;
import io.bidlake.tables.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PrometheusTargetsTest {

  private final Map<String, List<String>> local = PrometheusFiles.targets("targets.yml");
  private final Map<String, List<String>> compose = PrometheusFiles.targets("targets-compose.yml");

  @Test
  void areTheSameServicesInComposeAndWithout() {
    assertThat(compose.keySet()).isEqualTo(local.keySet());
    assertThat(local.keySet())
        .containsExactlyInAnyOrder("flink-jobmanager", "flink-taskmanager", "kafka", "trino");
  }

  @Test
  void areEachTakenByABlockOfTheSameName() {
    assertThat(PrometheusFiles.scrapes())
        .extracting(scrape -> scrape.get("job_name").asText())
        .containsAll(compose.keySet());
    assertThat(PrometheusFiles.scrapes())
        .filteredOn(scrape -> scrape.has("file_sd_configs"))
        .as("those, and one for MinIO")
        .hasSize(compose.size() + 1)
        .allSatisfy(
            scrape -> {
              assertThat(scrape.at("/file_sd_configs/0/files/0").asText()).isEqualTo("targets.yml");
              assertThat(scrape.at("/relabel_configs/0/regex").asText())
                  .isEqualTo(scrape.get("job_name").asText());
            });
  }

  @Test
  void areServicesOfCompose() {
    JsonNode services = Project.yaml("docker-compose.yml").get("services");

    assertThat(compose)
        .allSatisfy(
            (job, addresses) ->
                assertThat(addresses)
                    .allSatisfy(
                        address -> {
                          assertThat(address).startsWith(job + ":");
                          assertThat(services.has(job)).as(job).isTrue();
                        }));
    assertThat(services.at("/prometheus/volumes").toString())
        .contains("./deploy/prometheus/targets-compose.yml:/etc/prometheus/targets.yml:ro")
        .contains("./deploy/prometheus/prometheus.yml:/etc/prometheus/prometheus.yml:ro")
        .contains("./deploy/prometheus/rules:/etc/prometheus/rules:ro");
  }

  @Test
  void areOnThePortsOfThePlatformWithoutDocker() {
    List<String> ports =
        Arrays.stream(PortSetting.values())
            .map(setting -> "127.0.0.1:" + setting.defaultPort())
            .toList();

    assertThat(local.values().stream().flatMap(List::stream).collect(Collectors.toSet()))
        .hasSize(4)
        .isSubsetOf(ports);
  }

  @Test
  void nameTablesWithoutTheCatalogAndTheNamespaceOfTheJobs() {
    assertThat(Project.sourceOfJobs("SettingsCatalogLoader"))
        .contains("buildIcebergCatalog(\"lake\"");
    assertThat(Project.text(FOLDER + "prometheus.yml"))
        .containsSubsequence(
            "regex: \"lake_" + Tables.NAMESPACE + "_(.+)\"", "regex: \"lake_(.+)\"");
  }
}

package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComposeServicesTest {
  private static final ComposeFile COMPOSE = ComposeFile.read();

  @Test
  void haveTheNamesThatTheyHaveLocally() {
    List<String> local = Arrays.stream(ServiceName.values()).map(ServiceName::text).toList();

    assertThat(COMPOSE.services()).containsKeys(local.toArray(new String[0]));
  }

  @Test
  void listenWhereTheyListenLocally() {
    List<String> mapped =
        COMPOSE.services().values().stream().flatMap(it -> it.ports().stream()).toList();

    for (PortSetting setting : PortSetting.values()) {
      // Metrics are for Prometheus, which is inside.
      if (!setting.variable().endsWith("_METRICS_PORT")) {
        int port = setting.defaultPort();
        assertThat(ComposeFile.variables()).containsEntry(setting.variable(), "" + port);
        assertThat(COMPOSE.service(setting.service().text()).ports())
            .as(setting.variable())
            .contains("127.0.0.1:%d:%d".formatted(port, port));
      }
    }
    assertThat(mapped).doesNotHaveDuplicates();
  }

  @Test
  void areReachedFromThisMachineOnly() {
    for (ComposeService service : COMPOSE.services().values()) {
      assertThat(service.ports()).allMatch(port -> port.startsWith("127.0.0.1:"), "loopback");
    }
  }

  @Test
  void runPinnedImages() {
    for (ComposeService service : COMPOSE.services().values()) {
      assertThat(service.image())
          .as(service.name())
          .matches("[a-z0-9/-]+:[A-Za-z0-9._-]*\\d[A-Za-z0-9._-]*(@sha256:[0-9a-f]{64})?");
    }
  }

  @Test
  void haveNoRightsThatTheyDoNotNeed() {
    for (ComposeService service : COMPOSE.services().values()) {
      assertThat(service.body().get("security_opt"))
          .as(service.name())
          .isEqualTo(List.of("no-new-privileges:true"));
      assertThat(service.body().get("cap_drop")).as(service.name()).isEqualTo(List.of("ALL"));
      assertThat(service.body().containsKey("privileged")).as(service.name()).isFalse();
    }
    assertThat(COMPOSE.services().values())
        .filteredOn(service -> service.body().containsKey("cap_add"))
        .extracting(ComposeService::name)
        .containsExactly("cloudbeaver");
  }

  @Test
  void areBuiltWhereTheirImageIsOurs() {
    Map<String, List<String>> builtBy =
        Map.of(
            "bidlake/kafka:0.1.0", List.of("kafka"),
            "bidlake/generator:0.1.0", List.of("mock-data-gen"),
            "bidlake/verify:0.1.0", List.of("verify", "redrive", "import", "dimensions"),
            "bidlake/superset:0.1.0", List.of("superset-init"));

    for (ComposeService service : COMPOSE.services().values()) {
      boolean ours =
          service.image().equals("bidlake/flink:0.1.0")
              || builtBy.getOrDefault(service.image(), List.of()).contains(service.name());
      assertThat(service.body().containsKey("build")).as(service.name()).isEqualTo(ours);
    }
  }

  @Test
  void areWatchedWhileTheyRun() {
    for (ComposeService service : COMPOSE.services().values()) {
      assertThat(service.hasHealthCheck()).as(service.name()).isEqualTo(!service.ends());
      assertThat(service.memory()).as(service.name()).isPositive();
    }
  }

  @Test
  void waitForWhatCanHappen() {
    for (ComposeService service : COMPOSE.services().values()) {
      service
          .dependsOn()
          .forEach(
              (other, condition) ->
                  assertThat(condition)
                      .as("%s waits for %s", service.name(), other)
                      .isEqualTo(
                          COMPOSE.service(other).ends()
                              ? "service_completed_successfully"
                              : "service_healthy"));
    }
  }

  @Test
  void seeFilesThatExist() {
    for (ComposeService service : COMPOSE.services().values()) {
      assertThat(service.boundPaths().values())
          .as(service.name())
          .allSatisfy(path -> assertThat(Project.path(path)).exists());
    }
  }

  @Test
  void keepTheirDataInVolumesThatAreDeclared() {
    List<String> used = new ArrayList<>();
    COMPOSE.services().values().forEach(service -> used.addAll(service.namedVolumes()));

    assertThat(COMPOSE.volumes())
        .containsExactlyInAnyOrderElementsOf(used.stream().distinct().toList());
  }

  @Test
  void startWithoutDashboardsAsSlim() {
    assertThat(COMPOSE.startedWith("slim"))
        .containsKeys("trino", "prometheus", "grafana", "submit-maintenance")
        .doesNotContainKeys("cloudbeaver", "superset", "superset-init", "superset-postgres");
    assertThat(COMPOSE.service("slim").profiles()).containsExactly("slim");
  }

  /** The registry would take such a variable for a setting that it refuses. */
  @Test
  void doNotGiveTheSchemaRegistryAPort() {
    assertThat(COMPOSE.service("schema-registry").environment())
        .doesNotContainKey("SCHEMA_REGISTRY_PORT");
  }
}

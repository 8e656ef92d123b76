package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.Installation;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.S3Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.Container.ExecResult;

/**
 * The end-to-end contract on the images of docker-compose.yml: what the generator sends, with
 * everything that goes wrong, is in the lake once, though a TaskManager is killed. The tests share
 * the containers. Without a Docker engine they fail; {@code mvn verify -Pcontainers} asks for them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainersIT {
  private static final Duration LONG = Duration.ofMinutes(10);

  /** An hour that is over, so that its windows end, and one more that pushes time on. */
  private static final Map<String, String> EVENTS =
      Map.of(
          "BACKFILL_HOURS", "2",
          "BACKFILL_ONLY", "true",
          "EVENTS_PER_SECOND", "5",
          "SEED", "7",
          "DUPLICATE_RATE", "0.02",
          "LATE_RATE", "0.02",
          "POISON_RATE", "0.01");

  private static ComposeContainer compose;

  @BeforeAll
  static void start() {
    assertThat(DockerClientFactory.instance().isDockerAvailable())
        .as("the profile containers needs a Docker engine with Compose v2; whether there is one")
        .isTrue();
    compose =
        new ComposeContainer(Project.path("docker-compose.yml").toFile())
            .withBuild(true)
            .withEnv(EVENTS)
            .withServices("slim", "mock-data-gen");
    compose.start();
  }

  @AfterAll
  static void stop() {
    if (compose != null) {
      compose.stop();
    }
  }

  @Test
  @Order(1)
  void bringsEachEventToTheLakeOnceThoughATaskManagerIsKilled() throws Exception {
    String taskManager = container("flink-taskmanager");
    docker().killContainerCmd(taskManager).exec();
    docker().startContainerCmd(taskManager).exec();
    await().atMost(LONG).until(() -> !state("mock-data-gen").getRunning());
    assertThat(state("mock-data-gen").getExitCodeLong()).isZero();

    assertThat(verify()).as("exit code of verify").isZero();
  }

  @Test
  @Order(2)
  void answersEveryQueryThatWeShip() throws Exception {
    for (Path query : Project.files("deploy/trino/queries", ".sql")) {
      ExecResult result =
          compose
              .getContainerByServiceName("trino")
              .orElseThrow()
              .execInContainer(
                  "trino",
                  "--catalog",
                  "iceberg",
                  "--schema",
                  "db",
                  "--execute",
                  Project.text(query));
      assertThat(result.getExitCode()).as("%s: %s", query, result.getStderr()).isZero();
      assertThat(result.getStdout()).as(query.toString()).isNotBlank();
    }
  }

  private static String container(String service) {
    return compose.getContainerByServiceName(service).orElseThrow().getContainerId();
  }

  private static ContainerState state(String service) {
    return docker().inspectContainerCmd(container(service)).exec().getState();
  }

  private static DockerClient docker() {
    return DockerClientFactory.lazyClient();
  }

  /** Runs verify as a process of its own, over the ports that the containers publish. */
  private static int verify() throws IOException, InterruptedException {
    Addresses addresses = new Addresses(Ports.defaults(), S3Settings.defaults());
    List<String> command = new ArrayList<>(List.of("java", "-Xmx1g", "-cp"));
    command.add(new Installation(Project.path("")).program("verify"));
    command.add("io.bidlake.verify.Verify");
    command.addAll(addresses.asArguments());
    command.addAll(List.of("--flink.url", addresses.flink().toString()));
    // Confluent's registry serves at the root, that of the local platform does not.
    command.addAll(
        List.of("--schema-registry.url", addresses.schemaRegistry().resolve("/").toString()));
    ProcessBuilder verify = new ProcessBuilder(command).inheritIO();
    verify.environment().putAll(addresses.catalogSecrets());
    return verify.start().waitFor();
  }
}

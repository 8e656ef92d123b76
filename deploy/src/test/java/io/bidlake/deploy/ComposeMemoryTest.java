package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComposeMemoryTest {
  private static final ComposeFile COMPOSE = ComposeFile.read();
  private static final String GENERATOR = "mock-data-gen";
  private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m");
  private static final Pattern GO_HEAP = Pattern.compile("(\\d+)MiB");

  /** A shell that waits, beside the one that has its turn. */
  private static final long WAITING = 8;

  @Test
  void isWithinEightGigabytes() {
    List<ComposeService> all =
        COMPOSE.services().values().stream()
            .filter(service -> service.profiles().isEmpty() || service.name().equals(GENERATOR))
            .toList();

    assertThat(running(all)).isLessThanOrEqualTo(8 * 1024);
  }

  @Test
  void isWithinFiveGigabytesWhenSlim() {
    Map<String, ComposeService> slim = new TreeMap<>(COMPOSE.startedWith("slim"));
    slim.putAll(COMPOSE.startedWith(GENERATOR));

    assertThat(running(slim.values())).isLessThanOrEqualTo(5 * 1024);
  }

  @Test
  void hasRoomBesideEveryHeap() {
    for (ComposeService service : COMPOSE.services().values()) {
      for (String value : service.environment().values()) {
        List<MatchResult> java = HEAP.matcher(value).results().toList();
        List<MatchResult> go = GO_HEAP.matcher(value).results().toList();
        assertThat(java).allSatisfy(it -> requireRoom(service, it, 1.3));
        assertThat(go).allSatisfy(it -> requireRoom(service, it, 1.1));
      }
    }
  }

  @Test
  void isWhatFlinkDividesAmongItsParts() {
    Map<String, String> config = FlinkConfiguration.containers();
    String taskManager = config.get("taskmanager.memory.process.size");

    assertThat(COMPOSE.service("flink-jobmanager").memory())
        .isEqualTo(ComposeService.megabytes(config.get("jobmanager.memory.process.size")));
    assertThat(COMPOSE.service("flink-taskmanager").memory())
        .isEqualTo(ComposeService.megabytes(taskManager));
    assertThat(ComposeFile.variables()).containsEntry("FLINK_TASKMANAGER_MEMORY", taskManager);
    assertThat(COMPOSE.service("flink-taskmanager").environment().get("FLINK_PROPERTIES"))
        .contains("taskmanager.memory.process.size: " + taskManager);
  }

  @Test
  void leavesTheTaskManagerAHeap() {
    Map<String, String> config = FlinkConfiguration.containers();
    long framework = 128; // Flink's own off-heap memory, by default.
    long others =
        List.of(
                "jvm-metaspace.size",
                "jvm-overhead.max",
                "managed.size",
                "network.max",
                "task.off-heap.size")
            .stream()
            .mapToLong(part -> megabytes(config, part))
            .sum();

    assertThat(megabytes(config, "process.size") - framework - others)
        .as("512 MB for the jobs, and 100 for the parser of user agents")
        .isGreaterThanOrEqualTo(512 + 100);
  }

  private static long megabytes(Map<String, String> config, String part) {
    return ComposeService.megabytes(config.get("taskmanager.memory." + part));
  }

  private static void requireRoom(ComposeService service, MatchResult heap, double factor) {
    assertThat((double) service.memory())
        .as("limit of %s, heap %s", service.name(), heap.group())
        .isGreaterThanOrEqualTo(Long.parseLong(heap.group(1)) * factor);
  }

  /** In MB, once the services that end have ended and one of those that submit has its turn. */
  private static long running(Collection<ComposeService> services) {
    long submitting =
        services.stream().filter(ComposeService::submits).mapToLong(it -> WAITING).sum();
    long others =
        services.stream()
            .filter(it -> !it.submits() && (!it.ends() || it.name().equals(GENERATOR)))
            .mapToLong(ComposeService::memory)
            .sum();
    return submitting + others;
  }
}

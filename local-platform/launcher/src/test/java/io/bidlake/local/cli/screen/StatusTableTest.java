package io.bidlake.local.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.platform.ServiceStatus;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.service.JobReading;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusTableTest {
  private static final List<String> EXPECTED = List.of("ingest");

  @Test
  void isAllUpWithEveryServerServingAndEveryJobRunning() {
    assertThat(table(State.UP, State.UP, 4).allUp(EXPECTED)).isTrue();
  }

  @Test
  void isNotAllUpWhileAServerStartsOrAJobRecovers() {
    assertThat(table(State.STARTING, State.UP, 4).allUp(EXPECTED)).isFalse();
    assertThat(table(State.UP, State.UP, 3).allUp(EXPECTED)).isFalse();
    assertThat(table(State.UP, State.UP, 4).allUp(List.of("other"))).isFalse();
  }

  @Test
  void forgivesAGeneratorThatIsDoneButNotOneThatDied() {
    assertThat(table(State.UP, State.STOPPED, 4).allUp(EXPECTED)).isTrue();
    assertThat(table(State.UP, State.DEAD, 4).allUp(EXPECTED)).isFalse();
  }

  @Test
  void addsUpTheMemory() {
    assertThat(table(State.UP, State.UP, 4).lines())
        .anyMatch(line -> line.strip().equals("600 MB"));
  }

  @Test
  void saysWhyAJobDoesNotRunWhetherFlinkKnowsOfItOrNot() {
    StatusTable table =
        new StatusTable(
            List.of(),
            List.of(
                job("funnel", "FAILED", 0, Instant.EPOCH),
                job("ingest", "FAILED", 0, Instant.EPOCH),
                job("ingest", "RUNNING", 4, Instant.EPOCH.plusSeconds(60))),
            Map.of("funnel", "no magic number\nmove it away", "aggregation", "no catalog"),
            List.of());

    assertThat(table.lines().subList(3, table.lines().size()))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("aggregation ").contains("failed"),
            line -> assertThat(line).isEqualTo("    no catalog"),
            line -> assertThat(line).startsWith("funnel ").contains("failed"),
            line -> assertThat(line).isEqualTo("    no magic number"),
            line -> assertThat(line).isEqualTo("    move it away"),
            line -> assertThat(line).startsWith("ingest ").contains("running"));
    assertThat(table.allUp(List.of("ingest", "funnel"))).isFalse();
  }

  @Test
  void showsBothOfAJobThatRunsTwice() {
    RunningJob running = job("ingest", "RUNNING", 4, Instant.EPOCH);

    assertThat(new StatusTable(List.of(), List.of(running, running), Map.of(), List.of()).lines())
        .filteredOn(line -> line.startsWith("ingest"))
        .hasSize(2);
  }

  @Test
  void showsTheFirstLineOfAJobsName() {
    RunningJob query = job("SELECT *\nFROM clicks", "RUNNING", 4, Instant.EPOCH);

    assertThat(new StatusTable(List.of(), List.of(query), Map.of(), List.of()).lines())
        .last()
        .asString()
        .startsWith("SELECT * ")
        .doesNotContain("\n");
  }

  @Test
  void saysHowFarAJobIsThatIsBehind() {
    StatusTable table =
        new StatusTable(
            List.of(),
            List.of(
                job("funnel", "RUNNING", 4, Instant.EPOCH),
                job("ingest", "RUNNING", 4, Instant.EPOCH)),
            Map.of(),
            List.of(new JobReading("funnel", 1_000, 0), new JobReading("ingest", 84_750, 50_000)));

    assertThat(table.lines().subList(3, table.lines().size()))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("funnel "),
            line -> assertThat(line).startsWith("ingest "),
            line -> assertThat(line).isEqualTo("    reading: 41 %, 50,000 records to go"));
  }

  private static StatusTable table(State kafka, State generator, int running) {
    return new StatusTable(
        List.of(service(ServiceName.KAFKA, kafka), service(ServiceName.MOCK_DATA_GEN, generator)),
        List.of(job("ingest", "RUNNING", running, Instant.EPOCH)),
        Map.of(),
        List.of());
  }

  private static RunningJob job(String name, String state, int running, Instant started) {
    return new RunningJob("1", name, state, running, 4, started, URI.create("http://x"));
  }

  private static ServiceStatus service(ServiceName name, State state) {
    return new ServiceStatus(
        name, state, OptionalLong.of(7), Duration.ofSeconds(61), "here", 300L << 20);
  }
}

package io.bidlake.local.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.platform.ServiceStatus;
import io.bidlake.local.platform.ServiceStatus.State;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  private static StatusTable table(State kafka, State generator, int running) {
    return new StatusTable(
        List.of(service(ServiceName.KAFKA, kafka), service(ServiceName.MOCK_DATA_GEN, generator)),
        List.of(
            new RunningJob(
                "1", "ingest", "RUNNING", running, 4, Instant.EPOCH, URI.create("http://x"))));
  }

  private static ServiceStatus service(ServiceName name, State state) {
    return new ServiceStatus(
        name, state, OptionalLong.of(7), Duration.ofSeconds(61), "here", 300L << 20);
  }
}

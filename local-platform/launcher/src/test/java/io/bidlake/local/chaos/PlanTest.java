package io.bidlake.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.chaos.Fault.Kind;
import io.bidlake.local.chaos.OperatorFaults.AddPartition;
import io.bidlake.local.chaos.OperatorFaults.Rescale;
import io.bidlake.local.chaos.Plan.Step;
import io.bidlake.local.chaos.ProcessFaults.Freeze;
import io.bidlake.local.chaos.ProcessFaults.Kill;
import io.bidlake.local.chaos.ResourceFaults.Network;
import io.bidlake.local.chaos.proxy.Toxic;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.model.ExampleTopics;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final int KINDS = Kind.values().length;

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    assertThat(Plan.of(7, 200)).isEqualTo(Plan.of(7, 200)).isNotEqualTo(Plan.of(8, 200));
  }

  @Test
  void isTheSameOnEveryMachineAndInTheNextRelease() {
    assertThat(Chaos.plan(7, 3))
        .containsExactly(
            "  1  after 1.4 s  stop bidlake-aggregation with a savepoint, resume with parallelism 3",
            "  2  after 0.7 s  a sender 209 min ahead for 12.0 s",
            "  3  after 2.3 s  kill iceberg-rest, and once more 0.5 s after it starts again");
  }

  @Test
  void beginsTheSameHoweverLongItIs() {
    assertThat(Plan.of(7, 200).steps()).startsWith(Plan.of(7, 50).steps().toArray(new Step[0]));
  }

  @Test
  void hasEachKindOnceBeforeAnyComesAgain() {
    List<Kind> kinds =
        Plan.of(7, 2 * KINDS).steps().stream().map(step -> step.fault().kind()).toList();

    assertThat(kinds.subList(0, KINDS)).containsExactlyInAnyOrder(Kind.values());
    assertThat(kinds.subList(KINDS, 2 * KINDS)).containsExactlyInAnyOrder(Kind.values());
  }

  @Test
  void hitsEveryProcessAloneAndEveryPair() {
    Set<ServiceName> all = EnumSet.complementOf(EnumSet.of(ServiceName.TRINO));
    int round = 21 * KINDS; // As many as there are pairs.

    assertThat(faults(Kill.class, round).flatMap(kill -> kill.targets().stream())).containsAll(all);
    assertThat(faults(Kill.class, round).map(Kill::targets).filter(them -> them.size() == 2))
        .hasSize(21)
        .doesNotHaveDuplicates();
    assertThat(
            faults(Freeze.class, round)
                .filter(freeze -> freeze.targets().size() == 1)
                .map(freeze -> freeze.targets().get(0)))
        .containsAll(all);
  }

  @Test
  void freezesForTwoSecondsToAMinute() {
    assertThat(faults(Freeze.class, 1_000).map(Freeze::time))
        .allMatch(time -> time.compareTo(Duration.ofSeconds(2)) >= 0)
        .allMatch(time -> time.compareTo(Duration.ofMinutes(1)) <= 0)
        .anyMatch(time -> time.compareTo(Duration.ofSeconds(5)) < 0)
        .anyMatch(time -> time.compareTo(Duration.ofSeconds(40)) > 0);
  }

  @Test
  void bringsEveryToxicBeforeCatalogAndS3() {
    Set<Toxic> toxics = EnumSet.complementOf(EnumSet.of(Toxic.NONE));
    for (PortSetting server : List.of(PortSetting.ICEBERG_REST, PortSetting.S3)) {
      assertThat(
              faults(Network.class, toxics.size() * KINDS)
                  .filter(network -> network.server() == server)
                  .map(Network::toxic))
          .containsExactlyInAnyOrderElementsOf(toxics);
    }
  }

  @Test
  void rescalesEveryJob() {
    assertThat(faults(Rescale.class, 5 * KINDS).map(Rescale::job).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "bidlake-ingest",
            "bidlake-aggregation",
            "bidlake-funnel",
            "bidlake-auction",
            "bidlake-landing");
  }

  @Test
  void addsAPartitionToEveryTopicOfEvents() {
    assertThat(
            faults(AddPartition.class, ExampleTopics.WITH_OTHERS.size() * KINDS)
                .map(AddPartition::topic))
        .containsExactlyInAnyOrderElementsOf(ExampleTopics.WITH_OTHERS);
  }

  @Test
  void neverRescalesAJobToWhatItIs() {
    Map<String, Integer> tasks = new HashMap<>();
    faults(Rescale.class, 60 * KINDS)
        .forEach(
            rescale ->
                assertThat(rescale.tasks())
                    .isBetween(1, 3)
                    .isNotEqualTo(
                        Objects.requireNonNullElse(tasks.put(rescale.job(), rescale.tasks()), 2)));
  }

  @Test
  void saysWhatEachFaultIs() {
    assertThat(Plan.of(7, 20 * KINDS).steps())
        .map(step -> step.fault().toString())
        .allMatch(text -> !text.contains("[") && text.length() < 73);
    assertThat(Arrays.stream(Kind.values()).map(Kind::toString)).contains("kill in restart");
  }

  private static <F extends Fault> Stream<F> faults(Class<F> type, int count) {
    return Plan.of(7, count).steps().stream()
        .map(Step::fault)
        .filter(type::isInstance)
        .map(type::cast);
  }
}

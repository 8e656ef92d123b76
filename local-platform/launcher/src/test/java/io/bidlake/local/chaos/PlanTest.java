package io.bidlake.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.chaos.Fault.Kind;
import io.bidlake.local.chaos.proxy.Toxic;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.Jobs;
import io.bidlake.model.ExampleTopics;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final int KINDS = Kind.values().length;

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    assertThat(Chaos.plan(7, 200)).isEqualTo(Chaos.plan(7, 200)).isNotEqualTo(Chaos.plan(8, 200));
  }

  @Test
  void isTheSameOnEveryMachineAndInTheNextRelease() {
    assertThat(Chaos.plan(7, 3))
        .containsExactly(
            "  1  after 1.4 s  stop bidlake-aggregation with a savepoint, resume with parallelism"
                + " 3",
            "  2  after 0.7 s  a sender 209 min ahead for 12.0 s",
            "  3  after 2.3 s  kill iceberg-rest, and once more 0.5 s after it starts again");
  }

  @Test
  void beginsTheSameHoweverLongItIs() {
    assertThat(Chaos.plan(7, 200)).startsWith(Chaos.plan(7, 50).toArray(new String[0]));
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
    List<String> all =
        EnumSet.complementOf(EnumSet.of(ServiceName.TRINO)).stream()
            .map(ServiceName::text)
            .toList();
    int round = 21 * KINDS; // As many as there are pairs.

    assertThat(matches(Kind.KILL, "kill (\\S+)", round).map(kill -> kill.group(1)))
        .containsAll(all);
    assertThat(texts(Kind.KILL_TWO, round))
        .hasSize(21)
        .doesNotHaveDuplicates()
        .allMatch(text -> text.matches("kill (\\S+) and (?!\\1)\\S+"));
    assertThat(matches(Kind.FREEZE, "freeze (\\S+) for .*", round).map(freeze -> freeze.group(1)))
        .containsAll(all);
  }

  @Test
  void freezesForTwoSecondsToAMinute() {
    assertThat(
            matches(Kind.FREEZE, "freeze .* for (\\d+\\.\\d) s", 1_000)
                .map(freeze -> Double.valueOf(freeze.group(1))))
        .allMatch(seconds -> seconds >= 2)
        .allMatch(seconds -> seconds <= 60)
        .anyMatch(seconds -> seconds < 5)
        .anyMatch(seconds -> seconds > 40);
  }

  @Test
  void bringsEveryToxicBeforeCatalogAndS3() {
    List<String> toxics =
        EnumSet.complementOf(EnumSet.of(Toxic.NONE)).stream().map(Toxic::toString).toList();
    Map<Kind, String> servers = Map.of(Kind.CATALOG_NETWORK, "iceberg-rest", Kind.S3_NETWORK, "s3");

    servers.forEach(
        (kind, server) ->
            assertThat(
                    matches(kind, server + " (.*) for .*", toxics.size() * KINDS)
                        .map(network -> network.group(1)))
                .containsExactlyInAnyOrderElementsOf(toxics));
  }

  @Test
  void rescalesEveryJob() {
    assertThat(rescales(5 * KINDS).map(rescale -> rescale.group(1)))
        .containsExactlyInAnyOrderElementsOf(Jobs.names());
  }

  @Test
  void addsAPartitionToEveryTopicOfEvents() {
    assertThat(texts(Kind.ADD_PARTITION, ExampleTopics.WITH_OTHERS.size() * KINDS))
        .containsExactlyInAnyOrderElementsOf(
            ExampleTopics.WITH_OTHERS.stream()
                .map(topic -> "one more partition of " + topic.name())
                .toList());
  }

  @Test
  void neverRescalesAJobToWhatItIs() {
    Map<String, Integer> tasks = new HashMap<>();

    rescales(60 * KINDS)
        .forEach(
            rescale -> {
              int next = Integer.parseInt(rescale.group(2));
              assertThat(next)
                  .isBetween(1, 3)
                  .isNotEqualTo(Objects.requireNonNullElse(tasks.put(rescale.group(1), next), 2));
            });
    assertThat(tasks).hasSize(5);
  }

  @Test
  void saysWhatEachFaultIs() {
    assertThat(Plan.of(7, 20 * KINDS).steps())
        .map(step -> step.fault().text())
        .allMatch(text -> !text.contains("[") && text.length() < 73);
    assertThat(Arrays.stream(Kind.values()).map(Kind::toString)).contains("kill in restart");
  }

  @Test
  void countsTheTimeOfARescaleAsRecoveryAndNotThatOfOtherFaults() {
    Set<Kind> ours = EnumSet.noneOf(Kind.class);
    Plan.of(7, KINDS).steps().stream()
        .map(Plan.Step::fault)
        .filter(Fault::ours)
        .forEach(fault -> ours.add(fault.kind()));

    assertThat(ours).containsExactly(Kind.RESCALE);
  }

  private static Stream<MatchResult> rescales(int count) {
    return matches(
        Kind.RESCALE, "stop (\\S+) with a savepoint, resume with parallelism (\\d)", count);
  }

  /** The texts of a kind of faults, each of which has this form. */
  private static Stream<MatchResult> matches(Kind kind, String form, int count) {
    Pattern pattern = Pattern.compile(form);
    return texts(kind, count)
        .map(
            text -> {
              Matcher matcher = pattern.matcher(text);
              assertThat(matcher.matches()).as(text).isTrue();
              return matcher.toMatchResult();
            });
  }

  private static Stream<String> texts(Kind kind, int count) {
    return Plan.of(7, count).steps().stream()
        .map(Plan.Step::fault)
        .filter(fault -> fault.kind() == kind)
        .map(Fault::text);
  }
}

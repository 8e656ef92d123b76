package io.bidlake.landing.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.landing.rules.Rules;
import io.bidlake.landing.rules.RulesFormat;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private final SetClock clock = new SetClock();
  private final Admission admission = new Admission(2, clock);

  @Test
  void admitsALimitedNumberOfNewTopicsInAnHour() {
    Set<String> topics = Set.of("e.a", "e.b", "e.c", "e.d", "e.e");

    assertThat(admit(topics)).containsExactly("e.a", "e.b");
    assertThat(admission.waiting()).isEqualTo(3);

    clock.now = clock.now.plus(Duration.ofMinutes(59));
    assertThat(admit(topics)).containsExactly("e.a", "e.b");

    clock.now = clock.now.plus(Duration.ofMinutes(1));
    assertThat(admit(topics)).containsExactly("e.a", "e.b", "e.c", "e.d");
    assertThat(admission.waiting()).isEqualTo(1);
  }

  @Test
  void admitsTopicsWithATableOrARuleOfTheirOwnAtOnce() {
    Rules rules = rules("topics: {e.a: {format: json}, e.b: {format: json}, e.c: {format: json}}");

    assertThat(
            admission.admit(
                Set.of("e.a", "e.b", "e.c", "e.d", "e.e", "e.f", "e.g"),
                rules,
                table -> Optional.ofNullable(Map.of("e_d", "e.d").get(table))))
        .containsExactly("e.a", "e.b", "e.c", "e.d", "e.e", "e.f");
  }

  @Test
  void refusesATopicWhoseTableIsThatOfAnotherUntilARuleNamesAnotherTable() {
    Set<String> topics = Set.of("e.a", "e_a", "E-a", "mine");
    Function<String, Optional<String>> owners =
        table -> Optional.ofNullable(Map.of("mine", "").get(table));

    assertThat(admission.admit(topics, Rules.NONE, owners)).containsExactly("E-a");
    assertThat(admission.refused())
        .isEqualTo(
            Map.of(
                "e.a", "table e_a is that of topic E-a",
                "e_a", "table e_a is that of topic E-a",
                "mine", "table mine is not of the landing job"));

    Rules rules = rules("topics: {e.a: {table: a}, mine: {table: ours}}");
    assertThat(admission.admit(topics, rules, owners)).containsExactly("E-a", "e.a", "mine");
    assertThat(admission.refused()).containsOnlyKeys("e_a");
  }

  @Test
  void doesNotReadATopicThatWasDeleted() {
    assertThat(admit(Set.of("e.a", "e.b"))).hasSize(2);

    assertThat(admit(Set.of("e.b"))).containsExactly("e.b");
  }

  private Set<String> admit(Set<String> topics) {
    return admission.admit(topics, Rules.NONE, table -> Optional.empty());
  }

  private static Rules rules(String yaml) {
    return new RulesFormat("").parse(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}

package io.bidlake.verify.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.CountingRules;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowRulesTest {

  private final WindowRules rules = read();

  static Stream<Topic<?>> stages() {
    return Topics.FUNNEL.stream().filter(stage -> stage.parent() != null);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void takesTheBoundOfAStageFromItsTopicUnlessTheJobsSettingSaysOtherwise(Topic<?> stage) {
    String setting = "--funnel.%s-within".formatted(stage.event());

    assertThat(rules.within(stage)).isEqualTo(stage.parent().within().toMillis());
    assertThat(read(setting, "7s").within(stage)).isEqualTo(7_000);
  }

  @Test
  void holdsAFunnelForTheBoundsOfAllStages() {
    assertThat(WindowTable.FUNNEL.truth().hold(rules))
        .isEqualTo(stages().mapToLong(stage -> stage.parent().within().toMillis()).sum());
  }

  @Test
  void takesTheOtherDefaultsFromTheRulesOfCounting() {
    assertThat(rules.requestWithin()).isEqualTo(CountingRules.REQUEST_WITHIN.value().toMillis());
    assertThat(rules.lateness()).isEqualTo(CountingRules.ALLOWED_LATENESS.value().toMillis());
    assertThat(rules.ahead()).isEqualTo(CountingRules.MAX_AHEAD.value().toMillis());
    assertThat(rules.outOfOrderness()).isEqualTo(CountingRules.OUT_OF_ORDERNESS.value().toMillis());
  }

  private static WindowRules read(String... args) {
    Settings settings = Settings.of(List.of(args), Map.of());
    WindowRules read = WindowRules.read(settings);
    settings.check();
    return read;
  }
}

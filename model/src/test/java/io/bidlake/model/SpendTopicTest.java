package io.bidlake.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpendTopicTest {

  private static final KafkaSettings KAFKA = KafkaSettings.read(settings());

  @Test
  void isOnlyThereWhenItIsNamed() {
    assertThat(SpendTopic.read(settings(), KAFKA)).isEmpty();
    assertThat(SpendTopic.read(settings("--spend.topic", "none"), KAFKA)).isEmpty();
    assertThat(SpendTopic.read(settings("--spend.topic", "pacing"), KAFKA)).hasValue("pacing");
  }

  @Test
  void isNotATopicOfEvents() {
    Settings settings = settings("--spend.topic", "clicks");

    SpendTopic.read(settings, KAFKA);

    assertThatThrownBy(settings::check)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("spend.topic must not be a topic of events, was clicks");
  }

  private static Settings settings(String... arguments) {
    return Settings.of(List.of(arguments), Map.of());
  }
}

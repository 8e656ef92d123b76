package io.bidlake.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlagTest {

  @Test
  void isSetByItsNameAlone() {
    assertThat(once("--once")).isTrue();
    assertThat(once("--once", "--other", "x")).isTrue();
    assertThat(once("--once=false")).isFalse();
    assertThat(once("--once", "true")).isTrue();
    assertThat(once()).isFalse();
  }

  @Test
  void doesNotMakeAFlagOfASettingThatNeedsAValue() {
    Settings settings = Settings.of(List.of("--name"), Map.of());
    settings.text("name", "", "Name");

    assertThatThrownBy(settings::check).hasMessageContaining("--name needs a value");
  }

  private static boolean once(String... arguments) {
    Settings settings = Settings.of(List.of(arguments), Map.of());
    boolean once = settings.flag("once", "false", "One pass");
    settings.text("other", "", "Other");
    settings.check();
    return once;
  }
}

package io.bidlake.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.settings.Settings;
import io.bidlake.testing.SettingsTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the page of settings equal to the code; {@code -Dupdate.docs=true} rewrites it. */
class SettingsDocumentationTest {

  private static final String TABLE = "landing settings";

  @Test
  void listsTheSettingsThatTheJobReads() {
    Settings settings = Settings.of(List.of(), Map.of());
    LandingSettings.read(settings);

    String expected = SettingsTable.expected(TABLE, settings.known());

    assertThat(SettingsTable.documented(TABLE)).isEqualTo(expected);
  }
}

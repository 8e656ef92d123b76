package io.bidlake.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.kafka.KafkaSourceSettings;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Setting;
import io.bidlake.settings.Settings;
import io.bidlake.testing.SettingsTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the page of settings equal to the code; {@code -Dupdate.docs=true} rewrites it. */
class SettingsDocumentationTest {

  @Test
  void listsTheSettingsThatAllJobsRead() {
    Settings settings = Settings.of(List.of(), Map.of());
    KafkaSourceSettings.read(settings, "");
    RegistrySettings.read(settings);
    CatalogSettings.read(settings);
    // Each job has a group of its own.
    List<Setting> common =
        settings.known().stream()
            .filter(setting -> !setting.key().equals("kafka.group-id"))
            .toList();

    String expected = SettingsTable.expected(SettingsTable.OF_ALL_JOBS, common);

    assertThat(SettingsTable.documented(SettingsTable.OF_ALL_JOBS)).isEqualTo(expected);
  }
}

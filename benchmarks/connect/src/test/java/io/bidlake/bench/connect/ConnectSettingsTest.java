package io.bidlake.bench.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.Topics;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectSettingsTest {

  @Test
  void readsWhatEveryContenderIsGiven() {
    ConnectSettings settings =
        Contender.settings(
            "--lake.namespace", "bench",
            "--topic.bid-requests", "r",
            "--topic.bid-responses", "b",
            "--topic.impressions", "i",
            "--topic.clicks", "c",
            "--parallelism", "3",
            "--commit-interval", "5s",
            "--work-folder", "work",
            "--kafka.group-id", "group");

    assertThat(settings.bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(settings.groupId()).isEqualTo("group");
    assertThat(settings.namespace()).isEqualTo("bench");
    assertThat(settings.catalog()).isEqualTo(Map.of("type", "rest", "uri", "http://catalog"));
    assertThat(settings.nameOf(Topics.IMPRESSIONS)).isEqualTo("i");
    assertThat(settings.nameOf(Topics.CLICKS)).isEqualTo("c");
    assertThat(settings.parallelism()).isEqualTo(3);
    assertThat(settings.commitInterval()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void findsTheRegistrysOwnApiBesideConfluents() {
    assertThat(Contender.settings().registryUrl()).isEqualTo("http://registry/apis/registry/v2");
  }

  @Test
  void refusesAllFourTopics() {
    assertThatThrownBy(() -> Contender.settings("--workload", "events"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("workload must be notices, was events")
        .hasMessageContaining("at most one row of a record");
  }

  @Test
  void refusesARegistryThatIsNotApicurio() {
    List<String> args = new ArrayList<>(Contender.ARGUMENTS);
    args.set(args.indexOf("--schema-registry.url") + 1, "http://registry");
    Settings settings = Settings.of(args, Map.of());
    ConnectSettings.read(settings);

    assertThatThrownBy(settings::check)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("schema-registry.url must be that of an Apicurio registry")
        .hasMessageContaining("was 'http://registry'");
  }
}

package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.GeneratorSettings;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Setting;
import io.bidlake.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComposeEventsTest {
  private static final ComposeFile COMPOSE = ComposeFile.read();

  /** A topic that is renamed in .env has its new name everywhere. */
  @Test
  void namesTopicsAlikeForAll() {
    for (String service :
        List.of(
            "kafka-init",
            "mock-data-gen",
            "submit-ingest",
            "submit-aggregation",
            "submit-funnel",
            "submit-auction",
            "verify",
            "redrive",
            "import")) {
      for (Topic<?> topic : Topics.ALL) {
        assertThat(COMPOSE.service(service).environment())
            .containsEntry(variableOf(topic), topic.name());
      }
    }
  }

  /** The variable with the name of a topic, from which it is created, too. */
  static String variableOf(Topic<?> topic) {
    return "TOPIC_" + topic.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "_");
  }

  @Test
  void createsTheTopicsOfTheExampleEvents() {
    for (Topic<?> topic : ExampleTopics.ALL) {
      assertThat(COMPOSE.service("kafka-init").environment())
          .containsEntry(variableOf(topic), topic.name());
    }
  }

  @Test
  void createsTopicsWithThePartitionsOfTheModel() {
    assertThat(COMPOSE.service("kafka-init").command())
        .isEqualTo(List.of("/opt/bidlake/create-topics", "kafka:9092", "" + Topic.PARTITIONS));
    assertThat(COMPOSE.service("kafka").environment())
        .containsEntry("KAFKA_NUM_PARTITIONS", "" + Topic.PARTITIONS)
        .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
  }

  @Test
  void createsTopicsWithTheSettingsOfTheModel() {
    Topic.CONFIG.forEach(
        (key, value) ->
            assertThat(Project.text("deploy/kafka/create-topics"))
                .contains("--config %s=%s".formatted(key, value)));
  }

  @Test
  void givesTheGeneratorSettingsThatItAccepts() {
    Programs.GENERATOR.requireAccepted(List.of(), COMPOSE.service("mock-data-gen").environment());
  }

  @Test
  void givesTheGeneratorEverySettingWithItsDefault() {
    Map<String, String> given = COMPOSE.service("mock-data-gen").environment();
    Map<String, String> expected = new TreeMap<>();
    for (Setting setting : generatorSettings()) {
      String variable = setting.environmentVariable();
      // How it connects is Compose's business, and writing files is for the command line.
      boolean left =
          setting.key().endsWith(".*")
              || variable.startsWith("KAFKA_")
              || variable.startsWith("SCHEMA_REGISTRY_")
              || variable.equals("PRINT")
              || variable.startsWith("WRITE_");
      if (!left) {
        expected.put(variable, withoutFraction(setting.defaultText()));
      }
    }

    assertThat(given).containsAllEntriesOf(expected);
    assertThat(ComposeFile.variables()).containsAllEntriesOf(expected);
    assertThat(given.keySet())
        .allMatch(
            variable ->
                expected.containsKey(variable)
                    || List.of(
                            "KAFKA_BOOTSTRAP_SERVERS", "SCHEMA_REGISTRY_URL", "JAVA_TOOL_OPTIONS")
                        .contains(variable));
  }

  /** As people write whole numbers. */
  private static String withoutFraction(String number) {
    return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
  }

  private static List<Setting> generatorSettings() {
    Settings settings = Settings.of(List.of(), Map.of());
    GeneratorSettings.read(settings);
    return settings.known();
  }
}

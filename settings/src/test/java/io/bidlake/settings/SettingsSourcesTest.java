package io.bidlake.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSourcesTest {

  private static final String SERVERS = "kafka.bootstrap-servers";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("job.properties"), SERVERS + " = from-file:1\n");
  }

  @Test
  void takesTheDefaultWhenNobodySetsTheKey() {
    assertThat(servers(List.of(), Map.of())).isEqualTo("default:1");
  }

  @Test
  void prefersTheFileToTheDefault() {
    assertThat(servers(List.of("--config", file.toString()), Map.of())).isEqualTo("from-file:1");
  }

  @Test
  void readsAllFilesOfAList() throws IOException {
    Path other = Files.writeString(folder.resolve("other.properties"), "topic.clicks = other\n");

    Settings settings = Settings.of(List.of("--config", file + ", " + other), Map.of());

    assertThat(settings.text(SERVERS, "default:1", "Brokers")).isEqualTo("from-file:1");
    assertThat(settings.text("topic.clicks", "clicks", "Topic")).isEqualTo("other");
    assertThat(Problems.of(settings)).isEmpty();
  }

  @Test
  void prefersTheLaterFileOfAList() throws IOException {
    Path later = Files.writeString(folder.resolve("later.properties"), SERVERS + " = later:1\n");

    assertThat(servers(List.of(), Map.of("BIDLAKE_CONFIG", file + "," + later)))
        .isEqualTo("later:1");
  }

  /** As Kubernetes mounts a secret: with hidden folders beside the files. */
  @Test
  void readsVariablesFromAFolderOfSecrets() throws IOException {
    Path secrets = Files.createDirectories(folder.resolve("secrets/..data")).getParent();
    Files.writeString(secrets.resolve("SCHEMA_REGISTRY_PASSWORD"), "from-file\n");
    Files.writeString(secrets.resolve("aws-credentials"), "[default]\n");
    Settings settings = Settings.of(List.of(), Map.of("BIDLAKE_SECRETS", secrets.toString()));

    assertThat(settings.text("schema-registry.password", "", "Password")).isEqualTo("from-file");
    assertThat(Problems.of(settings)).isEmpty();
  }

  @Test
  void prefersTheEnvironmentToAFolderOfSecrets() throws IOException {
    Files.writeString(folder.resolve("KAFKA_BOOTSTRAP_SERVERS"), "from-file:1");

    assertThat(
            servers(
                List.of(),
                Map.of(
                    "BIDLAKE_SECRETS", folder.toString(), "KAFKA_BOOTSTRAP_SERVERS", "from-env:1")))
        .isEqualTo("from-env:1");
  }

  @Test
  void reportsAFolderOfSecretsThatIsMissing() {
    Settings settings = Settings.of(List.of(), Map.of("BIDLAKE_SECRETS", "/nowhere/at/all"));

    assertThat(Problems.of(settings))
        .singleElement()
        .asString()
        .startsWith("folder of secrets /nowhere/at/all cannot be read");
  }

  @Test
  void prefersWhatIsProvidedToTheDefaultOnly() {
    Map<String, String> provided = Map.of(SERVERS, "provided:1");

    assertThat(Settings.of(List.of(), Map.of(), provided).text(SERVERS, "default:1", "Brokers"))
        .isEqualTo("provided:1");
    assertThat(
            Settings.of(List.of("--config", file.toString()), Map.of(), provided)
                .text(SERVERS, "default:1", "Brokers"))
        .isEqualTo("from-file:1");
  }

  @Test
  void reportsWhatIsProvidedAndUnknown() {
    Settings settings = Settings.of(List.of(), Map.of(), Map.of("kafka.bootstrap-server", "x:1"));
    settings.text(SERVERS, "default:1", "Brokers");

    assertThat(Problems.of(settings))
        .singleElement()
        .asString()
        .contains("kafka.bootstrap-server", "did you mean kafka.bootstrap-servers?");
  }

  @Test
  void prefersTheEnvironmentToTheFile() {
    assertThat(
            servers(
                List.of("--config", file.toString()),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "from-environment:1")))
        .isEqualTo("from-environment:1");
  }

  @Test
  void prefersTheArgumentToAllOthers() {
    assertThat(
            servers(
                List.of("--config", file.toString(), "--kafka.bootstrap-servers", "argument:1"),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "from-environment:1")))
        .isEqualTo("argument:1");
  }

  @Test
  void acceptsKeyAndValueAsOneArgument() {
    assertThat(servers(List.of("--kafka.bootstrap-servers=argument:1"), Map.of()))
        .isEqualTo("argument:1");
  }

  @Test
  void splitsAnArgumentAtItsFirstEqualsSignOnly() {
    assertThat(servers(List.of("--kafka.bootstrap-servers=a=b"), Map.of())).isEqualTo("a=b");
  }

  @Test
  void acceptsANegativeNumberAfterItsKey() {
    Settings settings = Settings.of(List.of("--offset", "-5"), Map.of());
    assertThat(settings.wholeNumber("offset", 0, -10, 10, "Offset")).isEqualTo(-5);
    assertThat(Problems.of(settings)).isEmpty();
  }

  @Test
  void ignoresBlanksAroundAValue() {
    assertThat(servers(List.of(), Map.of("KAFKA_BOOTSTRAP_SERVERS", " padded:1 ")))
        .isEqualTo("padded:1");
  }

  @Test
  void countsAnEmptyVariableAsUnset() {
    assertThat(servers(List.of("--config", file.toString()), Map.of("KAFKA_BOOTSTRAP_SERVERS", "")))
        .isEqualTo("from-file:1");
  }

  @Test
  void findsTheFileThroughTheEnvironment() {
    assertThat(servers(List.of(), Map.of("BIDLAKE_CONFIG", file.toString())))
        .isEqualTo("from-file:1");
  }

  @Test
  void prefersTheFileOfTheArgumentToThatOfTheEnvironment() {
    assertThat(
            servers(
                List.of("--config", file.toString()), Map.of("BIDLAKE_CONFIG", "/nowhere/at/all")))
        .isEqualTo("from-file:1");
  }

  @Test
  void readsNoFileWhenTheVariableForItIsEmpty() {
    assertThat(servers(List.of(), Map.of("BIDLAKE_CONFIG", ""))).isEqualTo("default:1");
  }

  @Test
  void namesTheFileThatDoesNotExist() {
    Path missing = folder.resolve("missing.properties");
    assertThat(problems("--config", missing.toString()))
        .containsExactly("settings file %s does not exist".formatted(missing));
  }

  @Test
  void namesTheFileThatCannotBeRead() {
    assertThat(problems("--config", folder.toString()))
        .singleElement()
        .asString()
        .startsWith("settings file %s cannot be read: ".formatted(folder));
  }

  @Test
  void refusesAFileWithABrokenEscape() throws IOException {
    Files.writeString(file, "kafka.bootstrap-servers = \\u00zz\n");
    assertThat(problems("--config", file.toString()))
        .singleElement()
        .asString()
        .startsWith("settings file %s cannot be read: ".formatted(file));
  }

  @Test
  void refusesAStrayArgument() {
    assertThat(problems("start"))
        .containsExactly("unexpected argument 'start': settings are given as --key value");
  }

  @Test
  void refusesAKeyAtTheEndWithoutValue() {
    assertThat(problems("--kafka.bootstrap-servers"))
        .containsExactly("--kafka.bootstrap-servers needs a value");
  }

  @Test
  void doesNotTakeTheNextKeyForAValue() {
    assertThat(problems("--name", "--kafka.bootstrap-servers", "a:1"))
        .containsExactly("--name needs a value");
  }

  @Test
  void doesNotChangeTheEnvironmentOfTheCaller() {
    Map<String, String> environment = new HashMap<>(Map.of("KAFKA_BOOTSTRAP_SERVERS", ""));
    servers(List.of(), environment);
    assertThat(environment).containsOnlyKeys("KAFKA_BOOTSTRAP_SERVERS");
  }

  private static String servers(List<String> args, Map<String, String> environment) {
    Settings settings = Settings.of(args, environment);
    String servers = settings.text(SERVERS, "default:1", "Kafka brokers");
    assertThat(Problems.of(settings)).isEmpty();
    return servers;
  }

  private static List<String> problems(String... args) {
    Settings settings = Settings.of(List.of(args), Map.of());
    settings.text(SERVERS, "default:1", "Kafka brokers");
    return Problems.of(settings);
  }
}

package io.bidlake.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFamilyTest {

  @TempDir private Path folder;

  @Test
  void collectsTheMembersFromArgumentsEnvironmentAndFile() throws IOException {
    Path file =
        Files.writeString(folder.resolve("job.properties"), "catalog.warehouse = s3://lake\n");
    Settings settings =
        Settings.of(
            List.of("--config", file.toString(), "--catalog.uri=http://catalog"),
            Map.of("CATALOG_TYPE", "rest", "PATH", "/bin"));
    assertThat(catalog(settings))
        .containsOnly(
            entry("type", "rest"), entry("uri", "http://catalog"), entry("warehouse", "s3://lake"));
    assertThat(Problems.of(settings)).isEmpty();
  }

  @Test
  void prefersArgumentsToEnvironmentToFileForEachMember() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("job.properties"), "catalog.a=file\ncatalog.b=file\ncatalog.c=file\n");
    Settings settings =
        Settings.of(
            List.of("--config", file.toString(), "--catalog.a", "argument"),
            Map.of("CATALOG_A", "environment", "CATALOG_B", "environment"));
    assertThat(catalog(settings))
        .containsOnly(entry("a", "argument"), entry("b", "environment"), entry("c", "file"));
  }

  @Test
  void readsADoubleUnderscoreAsADashAndASingleOneAsADot() {
    Settings settings =
        Settings.of(
            List.of(),
            Map.of(
                "CATALOG_S3_PATH__STYLE__ACCESS", "true",
                "CATALOG_IO__IMPL", "org.apache.iceberg.aws.s3.S3FileIO"));
    assertThat(catalog(settings))
        .containsOnly(
            entry("s3.path-style-access", "true"),
            entry("io-impl", "org.apache.iceberg.aws.s3.S3FileIO"));
  }

  @Test
  void findsTheVariablesOfAPrefixWithADash() {
    Settings settings = Settings.of(List.of(), Map.of("DEAD_LETTERS_TOPIC", "dead"));
    assertThat(settings.family("dead-letters", "Dead letters"))
        .containsOnly(entry("topic", "dead"));
  }

  @Test
  void leavesOutAKeyThatWasReadSinglyBefore() {
    Settings settings =
        Settings.of(
            List.of("--catalog.name", "lake", "--catalog.uri", "http://catalog"),
            Map.of("CATALOG_CACHE_SIZE", "10"));
    assertThat(settings.text("catalog.name", "bidlake", "Name")).isEqualTo("lake");
    assertThat(settings.wholeNumber("catalog.cache-size", 1, 1, 99, "Entries")).isEqualTo(10);
    assertThat(catalog(settings)).containsOnly(entry("uri", "http://catalog"));
  }

  @Test
  void countsAnEmptyVariableAsUnset() throws IOException {
    Path file = Files.writeString(folder.resolve("job.properties"), "catalog.uri = http://file\n");
    Settings settings =
        Settings.of(
            List.of("--config", file.toString()), Map.of("CATALOG_URI", "", "CATALOG_TYPE", ""));
    assertThat(catalog(settings)).containsOnly(entry("uri", "http://file"));
  }

  @Test
  void isEmptyWhenNobodySetsAMember() {
    assertThat(catalog(Settings.of(List.of(), Map.of("CATALOGUE_URI", "x")))).isEmpty();
  }

  @Test
  void showsItsMembersAmongTheEffectiveSettings() {
    Settings settings = Settings.of(List.of("--catalog.uri", "http://catalog"), Map.of());
    catalog(settings);
    assertThat(settings.effective()).containsOnly(entry("catalog.uri", "http://catalog"));
  }

  @Test
  void doesNotClaimKeysThatOnlyStartAlike() {
    Settings settings = Settings.of(List.of("--catalogs.uri", "x"), Map.of());
    assertThat(catalog(settings)).isEmpty();
    assertThat(Problems.of(settings))
        .containsExactly("unknown setting --catalogs.uri; --help lists all settings");
  }

  private static Map<String, String> catalog(Settings settings) {
    return settings.family("catalog", "Any property of the Iceberg catalog");
  }

  @Test
  void refusesAMemberThatLooksLikeAMistypedSetting() {
    Settings settings =
        Settings.of(
            List.of("--kafka.bootstrap-server", "x", "--kafka.security.protocol", "SSL"),
            Map.of("KAFKA_GROUP_IDS", "y"));
    settings.text("kafka.bootstrap-servers", "localhost:9092", "Brokers");
    settings.text("kafka.group-id", "group", "Group");
    settings.family("kafka", "Anything else");

    assertThat(Problems.of(settings))
        .containsExactly(
            "unknown setting --kafka.bootstrap-server; did you mean --kafka.bootstrap-servers?",
            "unknown setting KAFKA_GROUP_IDS in the environment; did you mean KAFKA_GROUP_ID?");
  }
}

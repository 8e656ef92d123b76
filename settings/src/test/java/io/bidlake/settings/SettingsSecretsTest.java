package io.bidlake.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsSecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.password",
        "registry.trust-store-password",
        "catalog.credential",
        "catalog.token",
        "catalog.s3.access-key-id",
        "catalog.s3.secret-access-key",
        "catalog.adls.auth.shared-key.account.key",
        "catalog.s3.sse.key",
        "kafka.sasl.jaas.config",
        "kafka.ssl.keystore.key",
        "kafka.ssl.keystore.PASSWORD",
        "kafka.basic.auth.user.info",
        "registry.user-info",
        "some.api-key.id",
        "catalog.header.Authorization",
        "catalog.header.x-amz-security",
        "catalog.rest.signature",
        "catalog.adls.sas-token.account",
        "catalog.gcs.oauth2.anything",
        "catalog.private-key-file",
        "CATALOG_HEADER_COOKIE"
      })
  void hidesTheValueOfAKeyThatNamesASecret(String key) {
    assertThat(Secrets.hide(key, "hunter2")).isEqualTo("[REDACTED]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.user",
        "registry.trust-store",
        "catalog.uri",
        "kafka.key.serializer",
        "kafka.ssl.keystore.location",
        "private-ip-rate",
        "turkey"
      })
  void showsEveryOtherValue(String key) {
    assertThat(Secrets.hide(key, "shown")).isEqualTo("shown");
  }

  @Test
  void showsWhatWasSetWithSecretsHidden() {
    Settings settings =
        Settings.of(
            List.of("--registry.password", "hunter2", "--catalog.s3.secret-access-key=hunter2"),
            Map.of("REGISTRY_USER", "reader", "CATALOG_TOKEN", "hunter2"));
    settings.text("registry.url", "http://localhost:8082", "By default: not shown");
    settings.text("registry.user", "", "User");
    String password = settings.text("registry.password", "", "Password");
    settings.family("catalog", "Catalog");

    assertThat(password).isEqualTo("hunter2");
    assertThat(settings.effective())
        .containsExactly(
            entry("registry.user", "reader"),
            entry("registry.password", "[REDACTED]"),
            entry("catalog.s3.secret-access-key", "[REDACTED]"),
            entry("catalog.token", "[REDACTED]"));
  }

  /**
   * What is handed on to Kafka or Iceberg may be a secret under a name that nobody has thought of.
   */
  @Test
  void showsOfFamiliesOnlyWhatIsHarmlessForSure() {
    Settings settings =
        Settings.of(
            List.of(
                "--catalog.uri=https://reader:hunter2@catalog/v1",
                "--catalog.jdbc.uri=jdbc:postgresql://db/lake?user=me&password=hunter2",
                "--catalog.warehouse=s3://lake/",
                "--catalog.s3.path-style-access=true",
                "--catalog.clients=1",
                "--catalog.pat=hunter2",
                "--catalog.header.Authorization",
                "Bearer hunter2"),
            Map.of());
    settings.family("catalog", "Catalog");

    assertThat(settings.effective())
        .containsOnly(
            entry("catalog.uri", "https://[REDACTED]@catalog/v1"),
            entry("catalog.jdbc.uri", "[REDACTED]"),
            entry("catalog.warehouse", "s3://lake/"),
            entry("catalog.s3.path-style-access", "true"),
            entry("catalog.clients", "1"),
            entry("catalog.pat", "[REDACTED]"),
            entry("catalog.header.Authorization", "[REDACTED]"));
    assertThat(settings.exposedSecrets()).containsExactly("catalog.header.Authorization");
  }

  @Test
  void hidesTheLoginInAnAddress() {
    assertThat(Secrets.hide("registry.url", "https://me:hunter2@host:8081/path"))
        .isEqualTo("https://[REDACTED]@host:8081/path");
    assertThat(Secrets.hide("registry.url", "http://host/a@b")).isEqualTo("http://host/a@b");
  }

  @Test
  void hidesASecretThatDoesNotFit() {
    Settings settings = Settings.of(List.of(), Map.of("REGISTRY_TOKEN", "hunter2"));
    settings.wholeNumber("registry.token", 0, 0, 9, "A number that is a secret");
    assertThat(Problems.of(settings))
        .containsExactly("REGISTRY_TOKEN must be a whole number from 0 to 9, was '[REDACTED]'");
  }

  @Test
  void hidesASecretUnderAnUnknownKey() {
    Settings settings =
        Settings.of(
            List.of("--registry.pasword", "hunter2"), Map.of("REGISTRY_PASSWORDS", "hunter2"));
    settings.text("registry.password", "", "Password");
    assertThat(Problems.of(settings))
        .containsExactly(
            "unknown setting --registry.pasword; did you mean --registry.password?",
            "unknown setting REGISTRY_PASSWORDS in the environment;"
                + " did you mean REGISTRY_PASSWORD?");
  }

  @Test
  void hidesASecretInAStrayArgument() {
    assertThat(Problems.of(Settings.of(List.of("registry.password=hunter2"), Map.of())))
        .containsExactly(
            "unexpected argument 'registry.password=[REDACTED]': settings are given as --key value");
  }

  @Test
  void hidesASecretBehindAStrayArgument() {
    assertThat(Problems.of(Settings.of(List.of("-registry.password", "hunter2", "now"), Map.of())))
        .containsExactly(
            "unexpected argument '-registry.password': settings are given as --key value",
            "unexpected argument '[REDACTED]': settings are given as --key value",
            "unexpected argument '[REDACTED]': settings are given as --key value");
  }

  /** A header's value is two words, which somebody forgets to quote. */
  @Test
  void hidesASecretBehindTheFirstWordOfAnother() {
    assertThat(
            Problems.of(
                Settings.of(
                    List.of("--catalog.header.Authorization", "Bearer", "hunter2", "a=hunter2"),
                    Map.of())))
        .contains("unexpected argument '[REDACTED]': settings are given as --key value")
        .noneMatch(problem -> problem.contains("hunter2"));
  }

  @Test
  void showsAStrayArgumentThatIsNoSecret() {
    assertThat(Problems.of(Settings.of(List.of("start=now", "-v"), Map.of())))
        .containsExactly(
            "unexpected argument 'start=now': settings are given as --key value",
            "unexpected argument '-v': settings are given as --key value");
  }
}

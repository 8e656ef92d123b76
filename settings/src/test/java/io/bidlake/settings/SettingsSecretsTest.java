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
        "some.api-key.id"
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
            "unexpected argument 'now': settings are given as --key value");
  }

  @Test
  void showsAStrayArgumentThatIsNoSecret() {
    assertThat(Problems.of(Settings.of(List.of("start=now", "-v"), Map.of())))
        .containsExactly(
            "unexpected argument 'start=now': settings are given as --key value",
            "unexpected argument '-v': settings are given as --key value");
  }
}

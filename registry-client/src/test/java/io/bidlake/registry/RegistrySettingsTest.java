package io.bidlake.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {

  @Test
  void readsAddressLoginAndTrustStore() {
    Settings settings =
        Settings.of(
            List.of(
                "--schema-registry.url", "https://registry.example:8443",
                "--schema-registry.user", "reader",
                "--schema-registry.trust-store", "/certs/trust.p12"),
            Map.of(
                "SCHEMA_REGISTRY_PASSWORD",
                "hunter2",
                "SCHEMA_REGISTRY_TRUST_STORE_PASSWORD",
                "changeit"));
    assertThat(RegistrySettings.read(settings))
        .isEqualTo(
            new RegistrySettings(
                "https://registry.example:8443",
                "reader",
                "hunter2",
                "/certs/trust.p12",
                "changeit"));
    assertThatCode(settings::check).doesNotThrowAnyException();
  }

  @Test
  void takesTheDefaultAddressWithoutLoginWhenNothingIsSet() {
    assertThat(RegistrySettings.read(Settings.of(List.of(), Map.of())))
        .isEqualTo(new RegistrySettings("http://localhost:8082/apis/ccompat/v7", "", "", "", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "http://registry:8082/, http://registry:8082",
    "http://registry:8082///, http://registry:8082",
    "https://registry/apis/ccompat/v7/, https://registry/apis/ccompat/v7",
    "https://registry/apis/ccompat/v7, https://registry/apis/ccompat/v7"
  })
  void stripsSlashesFromTheEndOfTheAddress(String given, String expected) {
    Settings settings = Settings.of(List.of("--schema-registry.url", given), Map.of());
    assertThat(read(settings).url()).isEqualTo(expected);
    assertThatCode(settings::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"registry:8082", "localhost", "ftp://registry", "http://", "http:// a", "http:/a"})
  void rejectsAnAddressThatIsNoHttpUrl(String given) {
    Settings settings = Settings.of(List.of("--schema-registry.url", given), Map.of());
    read(settings);
    assertThatThrownBy(settings::check)
        .isInstanceOf(InvalidSettings.class)
        .hasMessage("schema-registry.url must be an http or https URL, was '%s'".formatted(given));
  }

  @Test
  void rejectsALoginInTheAddressWithoutShowingIt() {
    Settings settings =
        Settings.of(
            List.of("--schema-registry.url", "http://reader:hunter2@registry:8082"), Map.of());
    read(settings);
    assertThatThrownBy(settings::check)
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            "schema-registry.url must not hold a login: use schema-registry.user and schema-registry.password");
  }

  @Test
  void showsNoPassword() {
    RegistrySettings settings =
        new RegistrySettings("http://registry", "reader", "hunter2", "/trust.p12", "changeit");
    assertThat(settings.toString())
        .contains("http://registry")
        .doesNotContain("hunter2", "changeit");
  }

  @Test
  void namesTheTrustStoreThatCannotBeRead(@TempDir Path folder) throws Exception {
    Path noStore = Files.writeString(folder.resolve("trust.p12"), "this is no trust store");
    for (Path path : List.of(noStore, folder.resolve("missing.p12"))) {
      RegistrySettings settings =
          new RegistrySettings("https://registry", "", "", path.toString(), "changeit");
      assertThatThrownBy(() -> new SchemaRegistry(settings))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "schema-registry.trust-store %s cannot be read: ".formatted(path));
    }
  }

  private static RegistrySettings read(Settings settings) {
    return RegistrySettings.read(settings);
  }
}

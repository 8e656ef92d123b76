package io.bidlake.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {

  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;
  private Path store;
  private StubRegistry registry;

  @BeforeEach
  void startWithACertificateThatNobodySigned() throws Exception {
    store = folder.resolve("registry.p12");
    createCertificate(store);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(factory.getKeyManagers(), null, null);
    registry = StubRegistry.overTls(tls);
  }

  @AfterEach
  void stop() {
    registry.stop();
  }

  @Test
  void trustsACertificateOfTheTrustStore() throws Exception {
    registry.answers(200, "{\"schema\": \"\\\"string\\\"\"}");
    assertThat(registry.clientThatTrusts(store.toString(), PASSWORD).schema(7))
        .isEqualTo(Schema.create(Schema.Type.STRING));
  }

  @Test
  void doesNotTalkToARegistryThatItDoesNotTrust() {
    assertThatThrownBy(() -> registry.client().schema(7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining(registry.url())
        .hasCauseInstanceOf(SSLHandshakeException.class);
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void refusesATrustStoreWithAnotherPassword() {
    assertThatThrownBy(() -> registry.clientThatTrusts(store.toString(), "wrong"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("schema-registry.trust-store %s cannot be read: ".formatted(store));
  }

  /** A key and its certificate; a store with both also serves as a trust store for the latter. */
  private static void createCertificate(Path store) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "registry",
                "-dname",
                "CN=registry",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
  }
}

package io.bidlake.verify.kafka;

import io.bidlake.verify.CannotVerifyException;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where the schema registry is and who asks.
 *
 * @param url base URL of Confluent's REST API
 * @param user user of basic authentication, empty for none
 * @param password password of that user
 * @param trustStore file of a trust store, empty for the JVM's own
 * @param trustStorePassword password of the trust store
 */
public record RegistryLogin(
    String url, String user, String password, String trustStore, String trustStorePassword) {

  HttpClient.Builder client() {
    HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    return trustStore.isEmpty() ? client : client.sslContext(trusting());
  }

  private SSLContext trusting() {
    try {
      KeyStore store = KeyStore.getInstance(new File(trustStore), trustStorePassword.toCharArray());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new CannotVerifyException(
          "schema-registry.trust-store %s cannot be read: %s"
              .formatted(trustStore, CannotVerifyException.rootMessage(e)),
          e);
    }
  }

  String authorization() {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  @Override
  public String toString() {
    return url;
  }
}

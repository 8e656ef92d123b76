package io.bidlake.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Sends HTTP requests to the registry, with retries and exponential backoff while it is unavailable
 * or overloaded.
 */
public final class RegistryHttp {

  private static final String JSON = "application/vnd.schemaregistry.v1+json";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int TRIES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private final RegistrySettings settings;
  private final Duration firstPause;
  private final HttpClient client;

  public RegistryHttp(RegistrySettings settings) {
    this(settings, FIRST_PAUSE);
  }

  RegistryHttp(RegistrySettings settings, Duration firstPause) {
    this.settings = settings;
    this.firstPause = firstPause;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
    if (!settings.trustStore().isEmpty()) {
      builder.sslContext(trusting(Path.of(settings.trustStore()), settings.trustStorePassword()));
    }
    this.client = builder.build();
  }

  String url() {
    return settings.url();
  }

  /**
   * Asks for a path.
   *
   * @throws RegistryUnavailableException if the registry does not answer, after some tries
   */
  public Answer get(String path) {
    return send(request(path).GET().build());
  }

  Answer post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", JSON)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(settings.url() + path))
            .timeout(TIMEOUT)
            .header("Accept", JSON);
    if (!settings.user().isEmpty()) {
      byte[] login = (settings.user() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8);
      builder.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    return builder;
  }

  private Answer send(HttpRequest request) {
    IOException last = null;
    String outcome = "";
    Duration pause = firstPause;
    try {
      for (int attempt = 1; attempt <= TRIES; attempt++) {
        try {
          HttpResponse<String> response =
              client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
          if (!isTemporary(response.statusCode())) {
            return new Answer(response.statusCode(), response.body());
          }
          outcome = "HTTP " + response.statusCode();
        } catch (IOException e) {
          last = e;
          outcome = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        if (attempt < TRIES) {
          Thread.sleep(pause.toMillis());
          pause = pause.multipliedBy(2);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("interrupted while asking " + request.uri(), e);
    }
    throw new RegistryUnavailableException(
        "schema registry %s is not reachable: tried %s %s %d times, last answer: %s"
            .formatted(settings.url(), request.method(), request.uri(), TRIES, outcome),
        last);
  }

  private static boolean isTemporary(int status) {
    return status >= 500 || status == 429 || status == 408;
  }

  private static SSLContext trusting(Path trustStore, String password) {
    try (InputStream in = Files.newInputStream(trustStore)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(in, password.toCharArray());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "schema-registry.trust-store %s cannot be read: %s".formatted(trustStore, e.getMessage()),
          e);
    }
  }

  /** What the registry has answered, with its HTTP status. */
  public record Answer(int status, String body) {}
}

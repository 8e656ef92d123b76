package io.bidlake.verify.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.verify.base.CannotVerifyException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Fetches schemas from a registry that speaks Confluent's REST API, each once. */
public final class RegistrySchemas implements WriterSchemas {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final RegistrySettings registry;
  private final HttpClient client;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<Integer, Optional<Schema>> known = new ConcurrentHashMap<>();

  public RegistrySchemas(RegistrySettings registry) {
    this.registry = registry;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
    if (!registry.trustStore().isEmpty()) {
      builder.sslContext(trusting(registry.trustStore(), registry.trustStorePassword()));
    }
    this.client = builder.build();
  }

  /** Throws {@link CannotVerifyException} if the registry does not answer. */
  public void checkReachable() {
    HttpResponse<String> answer = ask("/subjects");
    if (answer.statusCode() != 200) {
      throw refused("/subjects", answer);
    }
  }

  @Override
  public Optional<Schema> byId(int id) {
    return known.computeIfAbsent(id, this::fetch);
  }

  private Optional<Schema> fetch(int id) {
    String path = "/schemas/ids/" + id;
    HttpResponse<String> answer = ask(path);
    // Ids come out of arbitrary bytes, so a registry may also find one malformed: no such schema.
    boolean absent =
        answer.statusCode() == 404
            || answer.statusCode() == 422
            || (answer.statusCode() == 400 && id <= 0);
    if (absent) {
      return Optional.empty();
    }
    if (answer.statusCode() != 200) {
      throw refused(path, answer);
    }
    try {
      JsonNode body = json.readTree(answer.body());
      String type = body.path("schemaType").asText("AVRO");
      return "AVRO".equals(type)
          ? Optional.of(new Schema.Parser().parse(body.path("schema").asText()))
          : Optional.empty();
    } catch (SchemaParseException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new CannotVerifyException(
          "schema registry %s answered something other than JSON to %s".formatted(registry, path),
          e);
    }
  }

  private HttpResponse<String> ask(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(registry.url() + path)).timeout(TIMEOUT);
    if (!registry.user().isEmpty()) {
      byte[] login = (registry.user() + ":" + registry.password()).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new CannotVerifyException(
          "schema registry %s is not reachable (schema-registry.url)".formatted(registry), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotVerifyException("interrupted", e);
    }
  }

  private CannotVerifyException refused(String path, HttpResponse<String> answer) {
    return new CannotVerifyException(
        "schema registry %s answered HTTP %d to %s".formatted(registry, answer.statusCode(), path));
  }

  private static SSLContext trusting(String trustStore, String password) {
    try {
      KeyStore store = KeyStore.getInstance(new File(trustStore), password.toCharArray());
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
}

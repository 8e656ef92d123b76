package io.bidlake.bench.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Fetches the latest schemas of the registry's subjects. */
final class SubjectSchemas {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String registryUrl;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ObjectMapper json = new ObjectMapper();

  SubjectSchemas(String registryUrl) {
    this.registryUrl = registryUrl.replaceAll("/+$", "");
  }

  /**
   * The latest Avro schema of a subject, as JSON.
   *
   * @throws IllegalStateException if the registry does not return one
   */
  String latest(String subject) {
    URI address =
        URI.create(
            "%s/subjects/%s/versions/latest"
                .formatted(registryUrl, URLEncoder.encode(subject, StandardCharsets.UTF_8)));
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            "%s must answer with a schema, was HTTP %d".formatted(address, answer.statusCode()));
      }
      JsonNode schema = json.readTree(answer.body()).path("schema");
      if (!schema.isTextual()) {
        throw new IllegalStateException(
            "%s must answer with a schema, was %s".formatted(address, answer.body()));
      }
      return schema.asText();
    } catch (IOException e) {
      throw new UncheckedIOException("no answer from " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + address, e);
    }
  }
}

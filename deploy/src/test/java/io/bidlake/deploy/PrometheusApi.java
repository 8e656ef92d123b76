package io.bidlake.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A running Prometheus. */
final class PrometheusApi {
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String address;

  /**
   * @param address such as {@code http://127.0.0.1:9090}
   */
  PrometheusApi(String address) {
    this.address = address;
  }

  /**
   * The series that an expression gives now.
   *
   * @throws IllegalStateException when Prometheus refuses it, or does not answer
   */
  List<JsonNode> query(String expression) {
    URI uri =
        URI.create(
            address
                + "/api/v1/query?query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    try {
      JsonNode answer =
          json.readTree(
              http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
      if (!answer.path("status").asText().equals("success")) {
        throw new IllegalStateException(
            "Prometheus refused '%s': %s".formatted(expression, answer.path("error").asText()));
      }
      return PrometheusFiles.list(answer.at("/data/result"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no Prometheus at %s (set -Dprometheus.url): %s".formatted(address, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Prometheus was asked", e);
    }
  }
}

package io.bidlake.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Runs statements in a Trino on this machine, by its REST protocol. */
final class TrinoClient {

  private final URI address;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  TrinoClient(String address) {
    this.address = URI.create(address);
  }

  /** The process that listens there. */
  long pid() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .filter(command -> command.contains("io.trino.server.TrinoServer"))
                    .isPresent())
        .findFirst()
        .orElseThrow()
        .pid();
  }

  void optimize(String table, String sorted) throws IOException, InterruptedException {
    run(
        "ALTER TABLE iceberg.db." + table + " EXECUTE optimize(file_size_threshold => '192MB')",
        sorted);
  }

  private void run(String statement, String sorted) throws IOException, InterruptedException {
    HttpRequest.Builder first =
        HttpRequest.newBuilder(address.resolve("/v1/statement"))
            .header("X-Trino-User", "benchmark")
            .header("X-Trino-Session", "iceberg.sorted_writing_enabled=" + sorted)
            .POST(BodyPublishers.ofString(statement));
    JsonNode answer = send(first.build());
    while (answer.hasNonNull("nextUri")) {
      answer = send(HttpRequest.newBuilder(URI.create(answer.get("nextUri").asText())).build());
    }
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    JsonNode answer = json.readTree(http.send(request, BodyHandlers.ofString()).body());
    if (answer.hasNonNull("error")) {
      throw new IOException(answer.get("error").get("message").asText());
    }
    return answer;
  }
}

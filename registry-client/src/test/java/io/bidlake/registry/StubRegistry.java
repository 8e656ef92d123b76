package io.bidlake.registry;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;

/**
 * A web server on a free port of the loopback interface that gives the answers it was told, in that
 * order, and keeps the requests. It answers 599 when it has no more answers.
 */
final class StubRegistry {

  record Request(String method, String path, Headers headers, String body) {}

  private record Answer(int status, String body) {}

  private final String scheme;
  private final HttpServer server;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  StubRegistry() throws IOException {
    this("http", HttpServer.create(anyPort(), 0));
  }

  private StubRegistry(String scheme, HttpServer server) {
    this.scheme = scheme;
    this.server = server;
    server.createContext("/", this::handle);
    server.start();
  }

  static StubRegistry overTls(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new StubRegistry("https", server);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  StubRegistry answers(int status, String body) {
    answers.add(new Answer(status, body));
    return this;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  String url() {
    return "%s://127.0.0.1:%d".formatted(scheme, server.getAddress().getPort());
  }

  /** A client of this registry that pauses for a blink between its tries. */
  SchemaRegistry client() {
    return client(Duration.ofMillis(1));
  }

  SchemaRegistry client(Duration firstPause) {
    return client(new RegistrySettings(url(), "", "", "", ""), firstPause);
  }

  SchemaRegistry client(String user, String password) {
    return client(new RegistrySettings(url(), user, password, "", ""), Duration.ofMillis(1));
  }

  SchemaRegistry clientThatTrusts(String trustStore, String password) {
    return client(new RegistrySettings(url(), "", "", trustStore, password), Duration.ofMillis(1));
  }

  private static SchemaRegistry client(RegistrySettings settings, Duration firstPause) {
    return new SchemaRegistry(new RegistryHttp(settings, firstPause));
  }

  void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            body));
    Answer answer = answers.poll();
    if (answer == null) {
      answer = new Answer(599, "no answer is left");
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

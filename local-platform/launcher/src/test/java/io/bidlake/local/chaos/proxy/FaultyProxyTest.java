package io.bidlake.local.chaos.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultyProxyTest {
  private static final String ANSWER = "answer ".repeat(10_000);

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpServer server;
  private FaultyProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
    proxy = new FaultyProxy(0, server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    int bytes = exchange.getRequestBody().readAllBytes().length;
    seen.add(exchange.getRequestHeaders().getFirst("Host") + " " + bytes);
    exchange.sendResponseHeaders(200, ANSWER.length());
    exchange.getResponseBody().write(ANSWER.getBytes(US_ASCII));
    exchange.close();
  }

  @Test
  void handsOnEveryByteAndTheHostThatTheClientHasSigned() throws Exception {
    for (int bytes : new int[] {0, 10, 5_000_000}) {
      HttpResponse<String> answer = put(bytes);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(ANSWER);
    }
    String host = "localhost:" + proxy.port() + " ";
    assertThat(seen).containsExactly(host + 0, host + 10, host + 5_000_000);
  }

  @Test
  void handsOnABodyThatTheClientHoldsBackUntilItIsAskedFor() throws Exception {
    assertThat(send(request(10_000).expectContinue(true)).body()).isEqualTo(ANSWER);

    assertThat(seen).containsExactly("localhost:" + proxy.port() + " 10000");
  }

  @Test
  void slowsDownARequest() throws Exception {
    proxy.set(Toxic.DELAY);
    long begin = System.nanoTime();

    assertThat(put(10).body()).isEqualTo(ANSWER);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void refusesWithoutAskingTheServer() throws Exception {
    proxy.set(Toxic.ERROR);

    assertThat(put(100_000).statusCode()).isEqualTo(503);
    assertThat(seen).isEmpty();
  }

  @Test
  void refusesAfterTheServerHasDoneIt() throws Exception {
    proxy.set(Toxic.ERROR_AFTERWARDS);

    assertThat(put(100_000).statusCode()).isEqualTo(503);
    assertThat(seen).containsExactly("localhost:" + proxy.port() + " 100000");
  }

  @Test
  void dropsTheAnswerAfterTheServerHasDoneIt() {
    proxy.set(Toxic.DROP_ANSWER);

    assertThatThrownBy(() -> put(100_000)).isInstanceOf(IOException.class);
    assertThat(seen).contains("localhost:" + proxy.port() + " 100000");
  }

  @Test
  void cutsALongRequestBeforeTheServerHasAllOfIt() {
    proxy.set(Toxic.CUT);

    assertThatThrownBy(() -> put(100_000)).isInstanceOf(IOException.class);
    assertThat(seen).isEmpty();
  }

  @Test
  void cutsTheAnswerToAShortRequest() {
    proxy.set(Toxic.CUT);

    assertThatThrownBy(() -> put(10)).isInstanceOf(IOException.class);
    assertThat(seen).contains("localhost:" + proxy.port() + " 10");
  }

  @Test
  void decidesByRequestOnAConnectionThatStays() throws Exception {
    assertThat(put(10).statusCode()).isEqualTo(200);
    proxy.set(Toxic.ERROR);
    assertThat(put(10).statusCode()).isEqualTo(503);
    proxy.set(Toxic.NONE);
    assertThat(put(10).statusCode()).isEqualTo(200);
  }

  @Test
  void closesTheConnectionWhereTheServerIsAway() throws Exception {
    server.stop(0);

    assertThatThrownBy(() -> put(10)).isInstanceOf(IOException.class);
  }

  private HttpResponse<String> put(int bytes) throws IOException, InterruptedException {
    return send(request(bytes));
  }

  private HttpRequest.Builder request(int bytes) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + proxy.port() + "/"))
        .PUT(BodyPublishers.ofByteArray(new byte[bytes]));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}

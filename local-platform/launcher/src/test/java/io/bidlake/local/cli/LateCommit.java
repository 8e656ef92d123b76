package io.bidlake.local.cli;

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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands in front of the catalog. Keeps the first commit of a sink to a table until the next one
 * comes, and hands it over before that.
 */
final class LateCommit implements AutoCloseable {

  private static final String BY_A_SINK = "flink.max-committed-checkpoint-id";
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade");

  private final URI catalog;
  private final String table;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch next = new CountDownLatch(1);
  private final CountDownLatch handedOver = new CountDownLatch(1);
  private final AtomicBoolean seen = new AtomicBoolean();
  private volatile int status;

  LateCommit(URI catalog, String table) throws IOException {
    this.catalog = catalog;
    this.table = table;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Waits until a commit is kept. */
  void awaitHeld() throws InterruptedException {
    await(held);
  }

  /** Waits until the one that was kept is handed over; how the catalog answers it. */
  int handedOver() throws InterruptedException {
    await(handedOver);
    return status;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(4, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the sink did not commit");
    }
  }

  private void pass(HttpExchange request) throws IOException {
    try (request) {
      byte[] body = request.getRequestBody().readAllBytes();
      boolean first = isFirst(request, new String(body, StandardCharsets.UTF_8));
      HttpResponse<byte[]> answer = ask(request, body);
      if (first) {
        status = answer.statusCode();
        handedOver.countDown();
      }
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (isPassedOn(name)) {
                  request.getResponseHeaders().put(name, values);
                }
              });
      boolean empty = answer.body().length == 0;
      request.sendResponseHeaders(answer.statusCode(), empty ? -1 : answer.body().length);
      request.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Whether it is the commit to keep, once that may go on; the next waits for it. */
  private boolean isFirst(HttpExchange request, String body) throws InterruptedException {
    if (!request.getRequestURI().getPath().endsWith("/tables/" + table)
        || !body.contains(BY_A_SINK)) {
      return false;
    }
    boolean first = seen.compareAndSet(false, true);
    if (first) {
      held.countDown();
      next.await();
    } else {
      next.countDown();
      handedOver.await();
    }
    return first;
  }

  private HttpResponse<byte[]> ask(HttpExchange request, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder copy =
        HttpRequest.newBuilder(catalog.resolve(request.getRequestURI()))
            .method(request.getRequestMethod(), BodyPublishers.ofByteArray(body));
    request
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isPassedOn(name)) {
                values.forEach(value -> copy.header(name, value));
              }
            });
    return client.send(copy.build(), BodyHandlers.ofByteArray());
  }

  private static boolean isPassedOn(String header) {
    return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

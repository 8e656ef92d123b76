package io.bidlake.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bidlake.registry.RegistrySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** A schema registry in the JVM, just enough to look schemas up by id; ids count from 1. */
public final class InJvmRegistry implements AutoCloseable {

  private final ObjectMapper json = new ObjectMapper();
  private final List<Schema> schemas = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpServer server;

  public InJvmRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/schemas/ids/", this::answer);
    server.start();
  }

  /** Adds a schema and returns its id. */
  public synchronized int add(Schema schema) {
    schemas.add(schema);
    return schemas.size();
  }

  /** Requests answered so far. */
  public int requests() {
    return requests.get();
  }

  public RegistrySettings settings() {
    String url = "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
    return new RegistrySettings(url, "", "", "", "");
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String path = exchange.getRequestURI().getPath();
    long id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    boolean known = id >= 1 && id <= schemas.size();
    String body =
        known
            ? json.createObjectNode().put("schema", schemas.get((int) id - 1).toString()).toString()
            : "{\"error_code\": 40403, \"message\": \"Schema not found\"}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(known ? 200 : 404, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

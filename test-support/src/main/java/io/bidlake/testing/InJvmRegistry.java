package io.bidlake.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bidlake.registry.RegistrySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/**
 * An in-process schema registry that supports only lookups. All schemas are versions of one
 * subject; their ids are the version numbers, from 1.
 */
public final class InJvmRegistry implements AutoCloseable {

  public static final String SUBJECT = "events-value";

  private final ObjectMapper json = new ObjectMapper();
  private final List<ObjectNode> schemas = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpServer server;

  public InJvmRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** Adds a schema and returns its id. */
  public int add(Schema schema) {
    return add(schema.toString(), List.of());
  }

  /**
   * Adds the text of a schema and returns its id.
   *
   * @param references ids of the schemas that it references
   */
  public synchronized int add(String schema, Collection<Integer> references) {
    ObjectNode version = json.createObjectNode().put("subject", SUBJECT).put("schema", schema);
    references.forEach(
        id ->
            version.withArray("references").addObject().put("subject", SUBJECT).put("version", id));
    schemas.add(version.put("id", schemas.size() + 1).put("version", schemas.size() + 1));
    return schemas.size();
  }

  /** Answers a path with this status from now on. */
  public void refuse(String path, int status) {
    refusals.put(path, status);
  }

  /** Returns the number of requests answered so far. */
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
    Object found = refusals.containsKey(path) ? null : find(path);
    int status = refusals.getOrDefault(path, found == null ? 404 : 200);
    Object body = found == null ? Map.of("error_code", 40403, "message", "not found") : found;
    byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Object find(String path) {
    if (path.equals("/subjects")) {
      return List.of(SUBJECT);
    }
    if (path.equals("/subjects/%s/versions".formatted(SUBJECT))) {
      return IntStream.rangeClosed(1, schemas.size()).toArray();
    }
    boolean versions = path.endsWith("/versions");
    String byId = versions ? path.substring(0, path.lastIndexOf('/')) : path;
    long id = Long.parseLong(byId.substring(byId.lastIndexOf('/') + 1));
    if (id < 1 || id > schemas.size()) {
      return null;
    }
    ObjectNode schema = schemas.get((int) id - 1);
    return versions ? List.of(schema) : schema;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

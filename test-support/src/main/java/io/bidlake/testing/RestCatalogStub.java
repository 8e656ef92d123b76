package io.bidlake.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.apache.iceberg.shaded.com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import org.apache.iceberg.shaded.com.fasterxml.jackson.annotation.PropertyAccessor;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.PropertyNamingStrategies;

/**
 * An Iceberg REST catalog that keeps its tables in memory, whose answers to changes can go wrong.
 */
public final class RestCatalogStub implements AutoCloseable {

  /** What becomes of a change; each goes through in the end. */
  public enum Fate {
    ANSWERED,
    /** Its sender loses the connection; it goes through before the next one does. */
    HELD,
    /** It goes through, and the connection is cut instead of an answer. */
    CUT,
    /** Something on the way sends it twice and gives the answer to the second one. */
    SENT_TWICE,
    ANSWERED_500,
    ANSWERED_502,
    ANSWERED_503,
    ANSWERED_504
  }

  /** Parts of the path to which metrics are posted; what is changed has fewer. */
  private static final int METRICS = 6;

  private final InMemoryCatalog tables = new InMemoryCatalog();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ConcurrentLinkedQueue<Fate> fates = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;

  public RestCatalogStub(Path warehouse) throws IOException {
    tables.initialize("stub", Map.of("warehouse", warehouse.toString()));
    json.setVisibility(PropertyAccessor.FIELD, Visibility.ANY);
    json.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    json.setPropertyNamingStrategy(new PropertyNamingStrategies.KebabCaseStrategy());
    RESTSerializers.registerAll(json);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The catalog without the net. */
  public InMemoryCatalog tables() {
    return tables;
  }

  /** Returns the properties with which a job connects to the catalog. */
  public Map<String, String> properties() {
    return Map.of(
        "type",
        "rest",
        "uri",
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "io-impl",
        HadoopFileIO.class.getName());
  }

  /** Says what becomes of the next changes, one after the other. */
  public void next(Fate... changes) {
    fates.addAll(List.of(changes));
  }

  /** Does something when the next change has arrived, before it is made. */
  public void meanwhile(Runnable action) {
    meanwhile.set(action);
  }

  private void answer(HttpExchange request) throws IOException {
    try (request;
        InputStream body = request.getRequestBody()) {
      byte[] content = body.readAllBytes();
      String[] path = request.getRequestURI().getPath().substring(1).split("/");
      String method = request.getRequestMethod();
      Fate fate = Fate.ANSWERED;
      if (method.equals("POST") && path.length < METRICS) {
        meanwhile.getAndSet(() -> {}).run();
        fate = Objects.requireNonNullElse(fates.poll(), Fate.ANSWERED);
      }
      if (fate == Fate.HELD) {
        request.close();
        meanwhile(() -> answer(method, path, content));
        return;
      }
      try {
        Object answer = answer(method, path, content);
        if (fate == Fate.SENT_TWICE) {
          answer = answer(method, path, content);
        }
        if (fate == Fate.ANSWERED) {
          respond(request, answer == null ? 204 : 200, answer);
        } else if (fate != Fate.CUT) {
          refuse(request, Integer.parseInt(fate.name().substring(9)), "it went through");
        }
      } catch (CommitFailedException | AlreadyExistsException e) {
        refuse(request, 409, e.getMessage());
      } catch (NoSuchTableException | NoSuchNamespaceException e) {
        refuse(request, 404, e.getMessage());
      }
    }
  }

  private Object answer(String method, String[] path, byte[] body) {
    try {
      return handled(method, path, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object handled(String method, String[] path, byte[] body) throws IOException {
    String what = method + " " + path.length;
    if (path[1].equals("config")) {
      return Map.of("defaults", Map.of(), "overrides", Map.of());
    }
    Namespace namespace = path.length > 2 ? Namespace.of(path[2]) : null;
    return switch (what) {
      case "POST 2" ->
          CatalogHandlers.createNamespace(
              tables, json.readValue(body, CreateNamespaceRequest.class));
      case "GET 3", "HEAD 3" -> CatalogHandlers.loadNamespace(tables, namespace);
      case "POST 4" ->
          CatalogHandlers.createTable(
              tables, namespace, json.readValue(body, CreateTableRequest.class));
      case "GET 5", "HEAD 5" ->
          CatalogHandlers.loadTable(
              tables, TableIdentifier.of(namespace, path[4]), SnapshotMode.ALL);
      case "POST 5" ->
          CatalogHandlers.updateTable(
              tables,
              TableIdentifier.of(namespace, path[4]),
              json.readValue(body, UpdateTableRequest.class));
      case "POST " + METRICS -> null;
      default -> throw new IOException("not in this stub: " + what);
    };
  }

  private void refuse(HttpExchange request, int status, String why) throws IOException {
    ErrorResponse error =
        ErrorResponse.builder().responseCode(status).withType("Stub").withMessage(why).build();
    respond(request, status, error);
  }

  private void respond(HttpExchange request, int status, Object answer) throws IOException {
    boolean bodiless = status == 204 || request.getRequestMethod().equals("HEAD");
    byte[] bytes = bodiless ? new byte[0] : json.writeValueAsBytes(answer);
    request.getResponseHeaders().add("Content-Type", "application/json");
    request.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
    request.getResponseBody().write(bytes);
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.shutdownNow();
    tables.close();
  }
}
